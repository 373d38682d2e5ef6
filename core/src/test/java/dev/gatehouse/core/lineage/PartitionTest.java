package dev.gatehouse.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Trail;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "us-west-2, aws",
    "cn-north-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
    "us-iso-east-1, aws-iso",
    "us-isob-east-1, aws-iso-b",
    "eusc-de-east-1, aws-eusc",
  })
  void theRegionTellsWhereTheRecordHasNoArn(String region, String partition) {
    Map<String, Activity> activities =
        Activities.of(
            Trail.events(
                in(
                    region,
                    Trail.record(
                        "root",
                        "10:00:00",
                        "sts:AssumeRoot",
                        "{'type':'AWSAccount','principalId':'AIDAX','accountId':'444455556666'}",
                        "'requestParameters':{'targetPrincipal':'111122223333'},'responseElements':{'credentials':{'accessKeyId':'ASIAROOT'}},")),
                in(
                    region,
                    Trail.record(
                        "use",
                        "10:01:00",
                        "iam:ListUsers",
                        "{'type':'Root','accountId':'111122223333','accessKeyId':'ASIAROOT','sessionContext':{'assumedRoot':'true'}}",
                        ""))));
    assertThat(activities.get("use").identity())
        .isEqualTo("arn:" + partition + ":iam::111122223333:root");
    assertThat(activities.get("use").lineage().hops())
        .extracting(Hop::roleArn)
        .containsExactly("arn:" + partition + ":iam::111122223333:root");
  }

  @Test
  void aServiceIsTheSameWithTheDomainOfItsPartition() {
    String domain = "sts.amazonaws.com";
    Map<String, Activity> activities =
        Activities.of(
            Trail.events(
                in(
                    "cn-north-1",
                    Trail.record(
                            "root",
                            "10:00:00",
                            "sts:AssumeRoot",
                            ann(),
                            "'requestParameters':{'targetPrincipal':'111122223333'},'responseElements':{'credentials':{'accessKeyId':'ASIAROOT'}},")
                        .replace(domain, domain + ".cn")),
                in(
                    "cn-north-1",
                    Trail.record(
                        "use",
                        "10:01:00",
                        "iam:ListUsers",
                        "{'type':'Root','accountId':'111122223333','accessKeyId':'ASIAROOT','sessionContext':{'assumedRoot':'true'}}",
                        ""))));
    assertThat(activities.get("root").event().call()).isEqualTo("sts:AssumeRoot");
    assertThat(activities.get("use").lineage().hops()).hasSize(1);
  }

  private static String ann() {
    return Trail.user("ann", "AKIAANN");
  }

  private static String gov(String record) {
    return record.replace("arn:aws:", "arn:aws-us-gov:").replace("us-east-1", "us-gov-west-1");
  }

  private static String in(String region, String record) {
    return record.replace("us-east-1", region);
  }
}
