package dev.gatehouse.harden.proof;

import dev.gatehouse.core.lineage.Activities;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.harden.history.AssumptionHistory;
import dev.gatehouse.harden.history.SuspectSessions;
import dev.gatehouse.harden.history.VolatileKeys;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A trail of the role {@code target} in account 123456789012, record by record. */
final class Calls {
  static final String ROLE = "arn:aws:iam::123456789012:role/target";
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant FIRST = Instant.parse("2026-01-12T06:00:00Z");

  private final List<String> records = new ArrayList<>();

  /** Calls of a role on each of some days, with request parameters beside role and session name. */
  Calls role(String account, String name, int from, int to, String parameters) {
    String more = parameters.isEmpty() ? "" : "," + parameters;
    for (int day = from; day < to; day++) {
      assume(
          name + "-" + day,
          day,
          "'type':'AssumedRole','principalId':'AROAEXAMPLE%1$s:s','arn':'arn:aws:sts::%2$s:assumed-role/%3$s/s','accountId':'%2$s','accessKeyId':'ASIAEXAMPLE%1$s','sessionContext':{'sessionIssuer':{'type':'Role','arn':'arn:aws:iam::%2$s:role/%3$s','accountId':'%2$s'},'attributes':{'creationDate':'2026-01-01T00:00:00Z','mfaAuthenticated':'false'}}"
              .formatted(name.toUpperCase(java.util.Locale.ROOT).replace("-", ""), account, name),
          "'roleArn':'" + ROLE + "','roleSessionName':'nightly'" + more,
          "'recipientAccountId':'" + account + "','sharedEventID':'s-" + name + day + "'");
    }
    return this;
  }

  /** Calls of a user of the role's account, with a key of long life. */
  Calls user(String name, int from, int to) {
    for (int day = from; day < to; day++) {
      assume(
          name + "-" + day,
          day,
          "'type':'IAMUser','principalId':'AIDAEXAMPLE%1$s','arn':'arn:aws:iam::123456789012:user/%2$s','accountId':'123456789012','accessKeyId':'AKIAEXAMPLE%1$s','userName':'%2$s'"
              .formatted(name.toUpperCase(java.util.Locale.ROOT), name),
          "'roleArn':'" + ROLE + "','roleSessionName':'work'",
          "'recipientAccountId':'123456789012'");
    }
    return this;
  }

  /** A role of another account is deleted. */
  Calls deleteRole(String account, String name, int day) {
    records.add(
        "{'eventVersion':'1.08','eventID':'e-delete-%1$s','eventTime':'%2$s','eventSource':'iam.amazonaws.com','eventName':'DeleteRole','eventType':'AwsApiCall','awsRegion':'us-east-1','readOnly':false,'sourceIPAddress':'192.0.2.9','userIdentity':{'type':'IAMUser','principalId':'AIDAEXAMPLE','arn':'arn:aws:iam::%3$s:user/admin','accountId':'%3$s','accessKeyId':'AKIAEXAMPLEADMIN','userName':'admin'},'requestParameters':{'roleName':'%1$s'},'recipientAccountId':'%3$s'}"
            .formatted(name, at(day), account));
    return this;
  }

  /** Calls of another account, of which the owner's copy shows the account only. */
  Calls account(String account, int from, int to, String parameters) {
    String more = parameters.isEmpty() ? "" : "," + parameters;
    for (int day = from; day < to; day++) {
      assume(
          "a" + account + "-" + day,
          day,
          "'type':'AWSAccount','principalId':'AROAEXAMPLEFOREIGN:s','accountId':'" + account + "'",
          "'roleArn':'" + ROLE + "','roleSessionName':'scan'" + more,
          "'recipientAccountId':'123456789012','sharedEventID':'s-" + account + day + "'");
    }
    return this;
  }

  /** Calls of a service. */
  Calls service(String service, int from, int to, String parameters) {
    String more = parameters.isEmpty() ? "" : "," + parameters;
    for (int day = from; day < to; day++) {
      assume(
          "svc-" + day,
          day,
          "'type':'AWSService','invokedBy':'" + service + "'",
          "'roleArn':'" + ROLE + "','roleSessionName':'eks-web-1'" + more,
          "'recipientAccountId':'123456789012'");
    }
    return this;
  }

  private void assume(String id, int day, String identity, String parameters, String more) {
    records.add(
        "{'eventVersion':'1.08','eventID':'%s','eventTime':'%s','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','eventType':'AwsApiCall','awsRegion':'eu-west-1','readOnly':true,'sourceIPAddress':'192.0.2.7','userIdentity':{%s},'requestParameters':{%s},%s}"
            .formatted(id, at(day), identity, parameters, more));
  }

  /** A change of the trust policy by a user of the account. */
  Calls change(String id, int day, String user, String document) {
    records.add(
        "{'eventVersion':'1.08','eventID':'%s','eventTime':'%s','eventSource':'iam.amazonaws.com','eventName':'UpdateAssumeRolePolicy','eventType':'AwsApiCall','awsRegion':'us-east-1','readOnly':false,'sourceIPAddress':'198.51.100.9','userIdentity':{'type':'IAMUser','principalId':'AIDAEXAMPLE','arn':'arn:aws:iam::123456789012:user/%s','accountId':'123456789012','accessKeyId':'AKIAEXAMPLE%s','userName':'%s'},'requestParameters':{'roleName':'target','policyDocument':'%s'},'recipientAccountId':'123456789012'}"
            .formatted(
                id,
                at(day),
                user,
                user.toUpperCase(java.util.Locale.ROOT),
                user,
                document.replace("'", "\\\"")));
    return this;
  }

  static Instant at(int day) {
    return FIRST.plus(Duration.ofDays(day));
  }

  Hardening hardening(Estate estate, SuspectSessions suspects, Policy... asked) {
    AssumptionHistory history =
        new AssumptionHistory(
            estate.inventory(), ROLE::equals, suspects, role -> VolatileKeys.of(List.of(asked)));
    Activities.of(Trail.events(records.toArray(String[]::new))).values().stream()
        .sorted(
            Comparator.comparing((Activity each) -> each.event().time())
                .thenComparing(each -> each.event().id()))
        .forEach(history::take);
    return new Hardening(estate, history, HistoryRequirement.DEFAULT, NOW);
  }

  Hardening.Result proposal(String trust, SuspectSessions suspects) {
    return hardening(SmallEstate.with(trust), suspects).propose(ROLE).orElseThrow();
  }

  Hardening.Result proposal(String trust) {
    return proposal(trust, SuspectSessions.NONE);
  }

  /** What the certificate says of a policy of one's own. */
  Certificate simulated(String trust, String own) {
    Policy policy = Policy.parse("own", own.replace('\'', '"'));
    return hardening(SmallEstate.with(trust), SuspectSessions.NONE, policy)
        .simulate(ROLE, policy)
        .orElseThrow()
        .certificate();
  }
}
