package dev.gatehouse.core.lineage;

import static dev.gatehouse.trail.Trail.assumes;
import static dev.gatehouse.trail.Trail.record;
import static dev.gatehouse.trail.Trail.session;
import static dev.gatehouse.trail.Trail.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Trail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may prove where a credential came from, and what may not. */
class ProofTest {
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
  private static final String USE =
      record(
          "use",
          "10:06:00",
          "s3:ListBuckets",
          session("111122223333", "admin", "s1", "ASIAKEY", ""),
          "");

  private static Lineage lineage(String... records) {
    return Activities.of(Trail.events(records)).get("use").lineage();
  }

  private static String issue(String id, String time, String caller, String issued) {
    return record(id, time, "sts:AssumeRole", caller, issued);
  }

  private static List<Gap.Kind> gaps(Lineage lineage) {
    return lineage.gaps().stream().map(Gap::kind).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333, admin, s1, true",
    "111122223333, ADMIN, s1, true",
    "999900009999, admin, s1, false",
    "111122223333, other, s1, false",
    "111122223333, admin, s2, false"
  })
  void anIssueProvesSomethingAboutItsOwnSessionOnly(
      String account, String role, String name, boolean proves) {
    Lineage lineage =
        lineage(
            issue(
                "issue",
                "10:00:00",
                user("alice", "AKIAALICE"),
                assumes(account, role, name, "ASIAKEY")),
            USE);
    assertThat(lineage.origin().equals(ALICE)).isEqualTo(proves);
    assertThat(lineage.hops().get(0).join() == Join.ACCESS_KEY).isEqualTo(proves);
  }

  @Test
  void recordsThatContradictEachOtherProveNothing() {
    Lineage lineage =
        lineage(
            issue(
                "one",
                "10:00:00",
                user("alice", "AKIAALICE"),
                assumes("111122223333", "admin", "s1", "ASIAKEY")),
            issue(
                "other",
                "10:00:00",
                user("mallory", "AKIAMALLORY"),
                assumes("111122223333", "admin", "s1", "ASIAKEY")),
            USE);
    assertThat(gaps(lineage)).containsExactly(Gap.Kind.AMBIGUOUS);
    assertThat(lineage.hops().get(0).confidence()).isEqualTo(0.5);
  }

  @Test
  void theOwnersCopyOfACallContradictsNothing() {
    Lineage lineage =
        lineage(
            issue(
                "caller",
                "10:00:00",
                user("alice", "AKIAALICE"),
                assumes("111122223333", "admin", "s1", "ASIAKEY")),
            issue(
                "owner",
                "10:00:00",
                "{'type':'AWSAccount','principalId':'AIDAX','accountId':'444455556666'}",
                assumes("111122223333", "admin", "s1", "ASIAKEY")),
            USE);
    assertThat(lineage.origin()).isEqualTo(ALICE);
    assertThat(gaps(lineage)).isEmpty();
    assertThat(lineage.hops().get(0).confidence()).isEqualTo(1);
  }

  @Test
  void aServicesOwnCallAndTheStsCallBehindItAreOneIssue() {
    String pod =
        "'requestParameters':{'clusterName':'c'},'responseElements':{'subject':{'namespace':'n','serviceAccount':'a'},'credentials':{'accessKeyId':'ASIAKEY'},'assumedRoleUser':{'arn':'arn:aws:sts::111122223333:assumed-role/admin/s1'}},";
    Lineage lineage =
        lineage(
            issue(
                "sts",
                "10:00:00",
                "{'type':'AWSService','invokedBy':'pods.eks.amazonaws.com'}",
                assumes("111122223333", "admin", "s1", "ASIAKEY")),
            record(
                "pod",
                "10:00:00",
                "eks-auth:AssumeRoleForPodIdentity",
                "{'type':'AssumedRole','accountId':'111122223333','arn':'arn:aws:sts::111122223333:assumed-role/node/i-0123456789abcdef0'}",
                pod),
            USE);
    assertThat(lineage.origin()).isEqualTo("service:pods.eks.amazonaws.com");
    assertThat(gaps(lineage)).isEmpty();
  }

  @Test
  void aUsersKeyIsNotThatOfAnotherUserOrAccount() {
    String made =
        "'readOnly':false,'requestParameters':{'userName':'bob'},'responseElements':{'accessKey':{'userName':'bob','accessKeyId':'AKIABOB'}},";
    String[] records = {
      record("made", "10:00:00", "iam:CreateAccessKey", user("alice", "AKIAALICE"), made),
      record("use", "10:06:00", "s3:ListBuckets", user("carol", "AKIABOB"), "")
    };
    assertThat(lineage(records).causes()).isEmpty();
    records[1] = record("use", "10:06:00", "s3:ListBuckets", user("bob", "AKIABOB"), "");
    assertThat(lineage(records).causes()).hasSize(1);
  }

  @Test
  void providersOfOneNameInTwoAccountsAreTwo() {
    assertThat(saml("111122223333", "saml-provider/okta", "role/sso"))
        .isEqualTo("federated:arn:aws:iam::111122223333:saml-provider/okta/ceo@example.com")
        .isNotEqualTo(saml("444455556666", "saml-provider/okta", "role/sso"));
  }

  @ParameterizedTest
  @CsvSource({
    "saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE, role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef, true",
    "saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE, role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef, true",
    "saml-provider/AWSSSO_evil, role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef, false",
    "saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE, role/AWSReservedSSO_Admin_0123456789abcdef, false",
    "saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE, role/sso, false",
  })
  void namesLikeThoseOfIdentityCenterProveNothing(String provider, String role, boolean genuine) {
    assertThat(saml("111122223333", provider, role).startsWith("identitycenter:"))
        .isEqualTo(genuine);
  }

  private static String saml(String account, String provider, String role) {
    String arn = "arn:aws:iam::" + account + ":";
    String session =
        "arn:aws:sts::"
            + account
            + ":assumed-role/"
            + role.substring(role.lastIndexOf('/') + 1)
            + "/ceo@example.com";
    return lineage(
            record(
                "issue",
                "10:00:00",
                "sts:AssumeRoleWithSAML",
                "{'type':'SAMLUser','principalId':'x:ceo@example.com','userName':'ceo@example.com','identityProvider':'x'}",
                "'requestParameters':{'principalArn':'"
                    + arn
                    + provider
                    + "','roleArn':'"
                    + arn
                    + role
                    + "','roleSessionName':'ceo@example.com'},'responseElements':{'credentials':{'accessKeyId':'ASIASAML'},'assumedRoleUser':{'arn':'"
                    + session
                    + "'}},"),
            record(
                "use",
                "10:06:00",
                "s3:ListBuckets",
                "{'type':'AssumedRole','principalId':'AROAX:ceo@example.com','arn':'"
                    + session
                    + "','accountId':'"
                    + account
                    + "','accessKeyId':'ASIASAML','sessionContext':{'sessionIssuer':{'type':'Role','arn':'"
                    + arn
                    + role
                    + "'}}}",
                ""))
        .origin();
  }
}
