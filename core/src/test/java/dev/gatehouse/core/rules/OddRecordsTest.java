package dev.gatehouse.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.core.pipeline.KeptFindings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records with parts missing, empty, of another type or out of all shape: nothing throws. */
class OddRecordsTest {
  private static final String LONG = ":role/" + "a/".repeat(400);

  private static final String[] TEXTS = {
    "null",
    "''",
    "' '",
    "7",
    "true",
    "{}",
    "[]",
    "[null,{'arn':null},7]",
    "{'userName':{}}",
    "'/'",
    "':'",
    "'*'",
    "':::::'",
    "'arn:'",
    "'arn:aws:'",
    "'arn:aws:sts::123456789012:assumed-role'",
    "'arn:aws:sts::123456789012:assumed-role/'",
    "'arn:aws:sts::123456789012:assumed-role/ops'",
    "'arn:aws:sts::123456789012:assumed-role/ops/ann'",
    "'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_x/'",
    "'arn:aws:sts::123456789012:federated-user/'",
    "'arn:aws:iam::123456789012:role/'",
    "'arn:aws:iam::123456789012:role/ops'",
    "'arn:aws:iam::123456789012:role/aws-service-role/'",
    "'arn:aws:iam::123456789012:role/a$1\\\\b/ops'",
    "'arn:aws:iam::210987654321:role/x\\n/y'",
    "'arn:aws:iam::123456789012:user/'",
    "'arn:aws:iam::123456789012:root'",
    "'arn:aws:iam::123456789012:oidc-provider/'",
    "'arn:aws:iam::123456789012:saml-provider/AWSSSO_'",
    "'arn:aws:events:us-east-1::event-bus/'",
    "'arn:aws:secretsmanager:us-east-1:123456789012:secret:'",
    "'123456789012'",
    "'210987654321'",
    "'99999999999999999999'",
    "'-1'",
    "'AROA:'",
    "':session'",
    "'i-0123456789abcdef0'",
    "'AKIAEXAMPLE'",
    "'ASIAEXAMPLE'",
    "'\\ud800\\u0000\\u202e'",
    "'[2001:db8::1'",
    "'203.0.113.'",
    "'203.0.113.7'",
    "'10.0.0.1'",
    "'2026-13-45T99:99:99Z'",
    "'2026-03-01T10:00:00Z'",
    "'Jan 32, 2026'",
    "'{'",
    "'{\\\"Statement\\\":7}'",
    "'{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":{\\\"AWS\\\":[null,7,\\\"*\\\"]},\\\"Action\\\":null,\\\"Resource\\\":\\\"*\\\"}]}'",
    "'%7B%22Statement%22%3A%'",
    "'" + LONG + "'",
  };

  private static final String[] TYPES = {
    "'Root'",
    "'IAMUser'",
    "'AssumedRole'",
    "'AssumedRole'",
    "'Role'",
    "'FederatedUser'",
    "'Directory'",
    "'AWSAccount'",
    "'AWSService'",
    "'IdentityCenterUser'",
    "'SAMLUser'",
    "'WebIdentityUser'",
    "'Unknown'",
    "'Later'",
  };

  private static final String[] CALLS = {
    "sts:AssumeRole",
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRoot",
    "sts:GetSessionToken",
    "sts:GetFederationToken",
    "sts:GetCallerIdentity",
    "signin:ConsoleLogin",
    "signin:SwitchRole",
    "cognito-identity:GetCredentialsForIdentity",
    "rolesanywhere:CreateSession",
    "rolesanywhere:CreateTrustAnchor",
    "rolesanywhere:UpdateTrustAnchor",
    "eks-auth:AssumeRoleForPodIdentity",
    "iam:CreateAccessKey",
    "iam:CreateUser",
    "iam:CreateLoginProfile",
    "iam:CreateRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:PutUserPolicy",
    "iam:PutRolePolicy",
    "iam:AttachUserPolicy",
    "iam:AttachRolePolicy",
    "iam:CreatePolicyVersion",
    "iam:CreateSAMLProvider",
    "iam:CreateOpenIDConnectProvider",
    "iam:ListUsers",
    "iam:AddRoleToInstanceProfile",
    "s3:ListBuckets",
    "s3:PutBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketLifecycle",
    "s3:DeleteBucket",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
    "cloudtrail:PutEventSelectors",
    "logs:PutRetentionPolicy",
    "logs:DeleteLogGroup",
    "config:StopConfigurationRecorder",
    "guardduty:UpdateDetector",
    "kms:PutKeyPolicy",
    "kms:CreateGrant",
    "kms:ScheduleKeyDeletion",
    "secretsmanager:GetSecretValue",
    "secretsmanager:BatchGetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "ec2:GetPasswordData",
    "ec2:RunInstances",
    "ec2:ModifyInstanceAttribute",
    "ec2:AssociateIamInstanceProfile",
    "ec2:ModifyImageAttribute",
    "ec2:ModifySnapshotAttribute",
    "ec2:DescribeInstances",
    "lambda:CreateFunction20150331",
    "lambda:UpdateFunctionCode20150331v2",
    "lambda:AddPermission20150331v2",
    "lambda:Invoke",
    "rds:ModifyDBSnapshotAttribute",
    "events:PutEvents",
    "odd:Thing",
  };

  private static final String[] WITHIN = {
    "roleArn",
    "roleSessionName",
    "sourceIdentity",
    "externalId",
    "principalArn",
    "targetPrincipal",
    "userName",
    "roleName",
    "policyName",
    "policyArn",
    "policyDocument",
    "policy",
    "name",
    "names",
    "assumeRolePolicyDocument",
    "assumedRoleUser",
    "accessKey",
    "accessKeyId",
    "credentials",
    "credentialSet",
    "expiration",
    "federatedUser",
    "provider",
    "subject",
    "arn",
    "bucketName",
    "bucketPolicy",
    "AccessControlPolicy",
    "keyId",
    "granteePrincipal",
    "secretId",
    "secretIdList",
    "withDecryption",
    "instanceId",
    "userData",
    "instancesSet",
    "items",
    "functionName",
    "principal",
    "launchPermission",
    "createVolumePermission",
    "add",
    "valuesToAdd",
    "attributeName",
    "entries",
    "eventBusName",
    "trustAnchor",
    "trustAnchorArn",
    "identityId",
    "customRoleArn",
    "clusterName",
    "ConsoleLogin",
    "SwitchFrom",
    "retentionInDays",
    "trailName",
    "eventSelectors",
    "LifecycleConfiguration",
    "Rule",
    "detectorId",
    "enable",
    "role",
    "iamInstanceProfile",
    "AssociateIamInstanceProfileRequest",
    "snapshotId",
    "imageId",
  };

  private static String any(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private static String object(Random random, int depth, int fields) {
    List<String> all = new ArrayList<>();
    for (int i = random.nextInt(fields); i >= 0; i--) {
      String value = any(random);
      if (depth > 0 && random.nextInt(3) == 0) {
        value = object(random, depth - 1, 5);
        value = random.nextBoolean() ? value : "[" + value + "]";
      }
      all.add("'" + WITHIN[random.nextInt(WITHIN.length)] + "':" + value);
    }
    return "{" + String.join(",", all) + "}";
  }

  private static String identity(Random random) {
    List<String> all = new ArrayList<>();
    if (random.nextInt(20) > 0) {
      all.add("'type':" + TYPES[random.nextInt(TYPES.length)]);
    }
    for (String name :
        List.of(
            "principalId",
            "arn",
            "accountId",
            "accessKeyId",
            "userName",
            "invokedBy",
            "identityProvider")) {
      if (random.nextInt(name.equals("invokedBy") ? 8 : 2) == 0) {
        all.add("'" + name + "':" + any(random));
      }
    }
    if (random.nextInt(6) == 0) {
      all.add(
          "'onBehalfOf':{'userId':"
              + any(random)
              + ",'identityStoreArn':"
              + any(random)
              + "},'inScopeOf':{'sourceArn':"
              + any(random)
              + ",'credentialsIssuedTo':"
              + any(random)
              + "}");
    }
    if (random.nextBoolean()) {
      all.add(
          "'sessionContext':{'sessionIssuer':{'type':"
              + any(random)
              + ",'arn':"
              + any(random)
              + "},'webIdFederationData':{'federatedProvider':"
              + any(random)
              + "},'sourceIdentity':"
              + any(random)
              + (random.nextInt(4) == 0 ? ",'ec2RoleDelivery':" + any(random) : "")
              + ",'attributes':{'creationDate':"
              + any(random)
              + ",'mfaAuthenticated':"
              + any(random)
              + "}}");
    }
    return random.nextInt(20) == 0 ? any(random) : "{" + String.join(",", all) + "}";
  }

  private static String record(Random random, int number) {
    List<String> more = new ArrayList<>();
    for (String part : List.of("requestParameters", "responseElements", "additionalEventData")) {
      if (random.nextInt(4) > 0) {
        more.add("'" + part + "':" + object(random, 3, 12));
      }
    }
    for (String part :
        List.of(
            "sourceIPAddress",
            "userAgent",
            "recipientAccountId",
            "sharedEventID",
            "vpcEndpointId",
            "resources",
            "sessionCredentialFromConsole",
            "readOnly")) {
      if (random.nextBoolean()) {
        more.add("'" + part + "':" + any(random));
      }
    }
    if (random.nextInt(4) == 0) {
      more.add("'errorCode':'AccessDenied','errorMessage':" + any(random));
    }
    String[] call = CALLS[random.nextInt(CALLS.length)].split(":", 2);
    return "{'eventID':'e%d','eventTime':'2026-03-01T1%d:%02d:00Z','eventSource':'%s.amazonaws.com','eventName':'%s',%s,'userIdentity':%s}"
        .formatted(
            number,
            random.nextInt(3),
            random.nextInt(60),
            call[0],
            call[1],
            more.isEmpty() ? "'awsRegion':''" : String.join(",", more),
            identity(random));
  }

  private static List<FindingState> findings(List<TrailEvent> events) {
    KeptFindings kept = new KeptFindings();
    try (EmbeddedPipeline pipeline =
        new EmbeddedPipeline(
            new DetectionPipeline(
                Detections.all(Estate.EMPTY),
                BaselineSetup.of(Estate.EMPTY),
                FindingPolicy.NONE,
                Instant.MIN),
            Duration.ofHours(4),
            1,
            1_000_000)) {
      pipeline.onFinding(kept);
      for (int from = 0; from < events.size(); from += 50) {
        pipeline.offer(events.subList(from, Math.min(from + 50, events.size())));
      }
      pipeline.finish();
      assertThat(pipeline.counts().broken()).isEmpty();
      assertThat(pipeline.counts().events()).isEqualTo(events.size());
      return kept.inOrder().stream()
          .filter(state -> state.state() != FindingState.State.WITHDRAWN)
          .toList();
    }
  }

  @Tag("once")
  @Property(tries = 40, seed = "20261130")
  void noRecordBreaksAnythingAndOrderDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    String[] records = new String[300];
    for (int i = 0; i < records.length; i++) {
      records[i] = record(random, i);
    }
    List<TrailEvent> events = Trail.events(records);
    assertThat(events).hasSize(records.length);
    List<TrailEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    assertThat(findings(shuffled).stream().map(FindingState::finding).toList())
        .isEqualTo(findings(events).stream().map(FindingState::finding).toList());
  }

  /** A name of a hundred thousand characters costs no more than reading it. */
  @Test
  @Timeout(20)
  void longNamesTakeNoLongTime() {
    String name = "arn:aws:iam::123456789012:role/" + "a".repeat(200_000) + "/";
    findings(
        Trail.events(
            Trail.record(
                "long",
                "10:00:00",
                "sts:AssumeRole",
                Trail.user("ann", "AKIAANN"),
                "'requestParameters':{'roleArn':'%s','roleSessionName':'s'},".formatted(name))));
  }
}
