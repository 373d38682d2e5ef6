package dev.gatehouse.harden.proof;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A call to AssumeRole with everything that AWS knows of it, and the record that CloudTrail keeps.
 * The context is written down from the IAM guide, not from the product.
 */
record TrueCall(Request request, TrailEvent record) {
  static final String OWNER = "123456789012";
  static final String OTHER = "210987654321";
  static final String OUTSIDE = "999988887777";
  static final String ROLE = "arn:aws:iam::" + OWNER + ":role/target";
  static final Instant TIME = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant BEGAN = TIME.minusSeconds(1_200);

  /** A random call by one of the kinds of caller. */
  static TrueCall random(Random random) {
    return new Maker(random).make();
  }

  private static final class Maker {
    private final Random random;
    private final Context.Builder keys = new Context.Builder();
    private final StringBuilder request = new StringBuilder();
    private String network = "";

    Maker(Random random) {
      this.random = random;
    }

    TrueCall make() {
      keys.put("aws:ResourceAccount", OWNER).put("aws:SecureTransport", "true");
      keys.put("aws:CurrentTime", TIME.toString());
      keys.put("aws:EpochTime", String.valueOf(TIME.getEpochSecond()));
      keys.put("aws:RequestedRegion", "eu-west-1");
      keys.put("aws:ResourceOrgID", "o-example123");
      parameters();
      return switch (random.nextInt(6)) {
        case 0 -> user("alice", true);
        case 1 -> user("bob", false);
        case 2 -> role(OWNER, "worker", "");
        case 3 -> role(OTHER, "build", "");
        case 4 -> outside();
        default -> service();
      };
    }

    private void parameters() {
      String name = random.nextBoolean() ? "s-1" : "nightly";
      keys.put("sts:RoleSessionName", name);
      request.append("'roleArn':'" + ROLE + "','roleSessionName':'" + name + "'");
      if (random.nextInt(3) > 0) {
        String id = "ext-" + random.nextInt(2);
        keys.put("sts:ExternalId", id);
        request.append(",'externalId':'" + id + "'");
      }
      if (random.nextInt(3) == 0) {
        keys.put("aws:RequestTag/env", "prod").putAll("aws:TagKeys", List.of("env"));
        request.append(",'tags':[{'key':'env','value':'prod'}]");
      }
      if (random.nextInt(4) == 0) {
        keys.put("sts:SourceIdentity", "alice");
        request.append(",'sourceIdentity':'alice'");
      }
    }

    private void network() {
      if (random.nextBoolean()) {
        String address = random.nextBoolean() ? "192.0.2.7" : "198.51.100.9";
        keys.put("aws:SourceIp", address);
        network = "'sourceIPAddress':'" + address + "'";
      } else {
        keys.put("aws:SourceVpce", "vpce-1").put("aws:VpcSourceIp", "10.0.0.5");
        keys.put("aws:SourceVpc", "vpc-" + random.nextInt(2));
        network = "'sourceIPAddress':'10.0.0.5','vpcEndpointId':'vpce-1'";
      }
    }

    private void principal(String account, String arn, String type, String userId) {
      keys.put("aws:PrincipalArn", arn).put("aws:PrincipalAccount", account);
      keys.put("aws:PrincipalType", type).put("aws:userid", userId);
      keys.put("aws:PrincipalIsAWSService", "false").put("aws:ViaAWSService", "false");
      if (account.equals(OUTSIDE)) {
        if (random.nextBoolean()) {
          keys.put("aws:PrincipalOrgID", "o-foreign00");
        }
      } else {
        keys.put("aws:PrincipalOrgID", "o-example123");
      }
      // The dump of the users' account says that they have no tags.
      if (!type.equals("User") && random.nextBoolean()) {
        keys.put("aws:PrincipalTag/team", random.nextBoolean() ? "red" : "blue");
      }
      network();
    }

    private TrueCall user(String name, boolean session) {
      String arn = "arn:aws:iam::" + OWNER + ":user/" + name;
      principal(OWNER, arn, "User", "AIDAEXAMPLE" + name.toUpperCase());
      keys.put("aws:username", name);
      String key = session ? "ASIAEXAMPLE0000001" : "AKIAEXAMPLE0000001";
      String context = "";
      if (session) {
        boolean mfa = random.nextBoolean();
        keys.put("aws:MultiFactorAuthPresent", String.valueOf(mfa));
        keys.put("aws:TokenIssueTime", BEGAN.toString());
        if (mfa) {
          keys.put("aws:MultiFactorAuthAge", "1200");
        }
        context =
            ",'sessionContext':{'attributes':{'creationDate':'"
                + BEGAN
                + "','mfaAuthenticated':'"
                + mfa
                + "'}}";
      }
      return done(
          Caller.parse(arn),
          "'type':'IAMUser','principalId':'AIDAEXAMPLE"
              + name.toUpperCase()
              + "','arn':'"
              + arn
              + "','accountId':'"
              + OWNER
              + "','userName':'"
              + name
              + "','accessKeyId':'"
              + key
              + "'"
              + context);
    }

    private TrueCall role(String account, String name, String path) {
      String arn = "arn:aws:iam::" + account + ":role/" + path + name;
      String session = random.nextBoolean() ? "s-1" : "s-2";
      String sessionArn = "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session;
      principal(account, arn, "AssumedRole", "AROAEXAMPLE" + name.toUpperCase() + ":" + session);
      keys.put("aws:MultiFactorAuthPresent", "false").put("aws:TokenIssueTime", BEGAN.toString());
      return done(
          Caller.parse(sessionArn).withRoleArn(arn),
          "'type':'AssumedRole','principalId':'AROAEXAMPLE"
              + name.toUpperCase()
              + ":"
              + session
              + "','arn':'"
              + sessionArn
              + "','accountId':'"
              + account
              + "','accessKeyId':'ASIAEXAMPLE0000002','sessionContext':{'sessionIssuer':{'type':'Role','arn':'"
              + arn
              + "','accountId':'"
              + account
              + "'},'attributes':{'creationDate':'"
              + BEGAN
              + "','mfaAuthenticated':'false'}}");
    }

    /** The owner's copy alone: account and unique id. */
    private TrueCall outside() {
      String name = random.nextBoolean() ? "scanner" : "other";
      String arn = "arn:aws:iam::" + OUTSIDE + ":role/" + name;
      principal(OUTSIDE, arn, "AssumedRole", "AROAEXAMPLEOUT:s-1");
      keys.put("aws:MultiFactorAuthPresent", "false").put("aws:TokenIssueTime", BEGAN.toString());
      return done(
          Caller.parse("arn:aws:sts::" + OUTSIDE + ":assumed-role/" + name + "/s-1")
              .withRoleArn(arn),
          "'type':'AWSAccount','principalId':'AROAEXAMPLEOUT:s-1','accountId':'" + OUTSIDE + "'");
    }

    private TrueCall service() {
      keys.put("aws:PrincipalServiceName", "lambda.amazonaws.com");
      keys.put("aws:PrincipalIsAWSService", "true");
      if (random.nextBoolean()) {
        keys.put("aws:SourceAccount", random.nextBoolean() ? OWNER : OTHER);
        keys.put("aws:SourceArn", "arn:aws:lambda:eu-west-1:" + OWNER + ":function:f");
      }
      network = "'sourceIPAddress':'lambda.amazonaws.com'";
      return done(
          Caller.service("lambda.amazonaws.com"),
          "'type':'AWSService','invokedBy':'lambda.amazonaws.com'");
    }

    private TrueCall done(Caller caller, String identity) {
      String record =
          "{'eventVersion':'1.08','eventID':'e-1','eventTime':'"
              + TIME
              + "','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','eventType':'AwsApiCall',"
              + "'awsRegion':'eu-west-1',"
              + network
              + ",'recipientAccountId':'"
              + OWNER
              + "','userIdentity':{"
              + identity
              + "},'requestParameters':{"
              + request
              + "},"
              + "'responseElements':{'credentials':{'accessKeyId':'ASIAEXAMPLE0000009'}}}";
      return new TrueCall(
          Request.of(caller, "sts:AssumeRole", ROLE, keys.build()), Trail.events(record).get(0));
    }
  }
}
