package dev.gatehouse.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Trail;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that lineage makes itself belong to the partition of the record they come from. */
class PartitionTest {
  private static final String POLICY =
      "'requestParameters':{'roleName':'ops','policyDocument':'names 444455556666'},";

  @Test
  void aTrustOpenedInGovCloudIsFoundByTheSessionThatUsesIt() {
    Map<String, Activity> activities =
        Activities.of(
            Trail.events(
                gov(Trail.record("open", "10:00:00", "iam:UpdateAssumeRolePolicy", ann(), POLICY)),
                gov(
                    Trail.record(
                        "enter",
                        "11:00:00",
                        "sts:AssumeRole",
                        "{'type':'AWSAccount','principalId':'AIDAX','accountId':'444455556666'}",
                        Trail.assumes("111122223333", "ops", "x", "ASIAX")))));
    Cause cause = activities.get("enter").lineage().causes().get(0);
    assertThat(cause.kind()).isEqualTo(Cause.Kind.TRUST_OPENED);
    assertThat(cause.what()).isEqualTo("arn:aws-us-gov:iam::111122223333:role/ops");
  }

  @Test
  void theRegionTellsWhereTheRecordHasNoArn() {
    Map<String, Activity> activities =
        Activities.of(
            Trail.events(
                china(
                    Trail.record(
                        "root",
                        "10:00:00",
                        "sts:AssumeRoot",
                        "{'type':'AWSAccount','principalId':'AIDAX','accountId':'444455556666'}",
                        "'requestParameters':{'targetPrincipal':'111122223333'},'responseElements':{'credentials':{'accessKeyId':'ASIAROOT'}},")),
                china(
                    Trail.record(
                        "use",
                        "10:01:00",
                        "iam:ListUsers",
                        "{'type':'Root','accountId':'111122223333','accessKeyId':'ASIAROOT','sessionContext':{'assumedRoot':'true'}}",
                        ""))));
    assertThat(activities.get("use").lineage().hops())
        .extracting(Hop::roleArn)
        .containsExactly("arn:aws-cn:iam::111122223333:root");
  }

  private static String ann() {
    return Trail.user("ann", "AKIAANN");
  }

  private static String gov(String record) {
    return record.replace("arn:aws:", "arn:aws-us-gov:").replace("us-east-1", "us-gov-west-1");
  }

  private static String china(String record) {
    return record.replace("us-east-1", "cn-north-1");
  }
}
