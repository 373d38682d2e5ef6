package dev.gatehouse.harden.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.lineage.Activities;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.harden.history.AssumptionHistory;
import dev.gatehouse.harden.history.SuspectSessions;
import dev.gatehouse.harden.history.SuspectSessions.Suspicion;
import dev.gatehouse.harden.history.VolatileKeys;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.Trail;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor that sends its ExternalId and a role of another account, for forty days. */
class HardeningTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/target";
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Estate ESTATE =
      SmallEstate.with(
          "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':['arn:aws:iam::999988887777:root','arn:aws:iam::210987654321:root']},'Action':['sts:AssumeRole','sts:TagSession']}}");

  @Test
  void tightensWhatTheCallersBearAndProvesIt() {
    Hardening.Result result = hardening(forty(), SuspectSessions.NONE).propose(ROLE).orElseThrow();

    assertThat(result.certificate().verdict()).isEqualTo(Certificate.Verdict.SAFE);
    assertThat(result.certificate().count(ReplayAnswer.STILL_ALLOWED)).isEqualTo(80);
    assertThat(result.certificate().newAccess().answer())
        .isEqualTo(Comparison.Answer.NO_NEW_ACCESS);
    assertThat(result.certificate().policy().canonical())
        .contains("\"sts:ExternalId\":\"ext-0\"")
        .contains("\"aws:PrincipalArn\":\"arn:aws:iam::210987654321:role/build\"")
        .contains("\"aws:PrincipalOrgID\":\"o-example123\"")
        .contains("\"aws:SourceIp\":\"192.0.2.0/24\"")
        .doesNotContain("MultiFactorAuth");
    assertThat(result.riskRemoved()).isPositive();
  }

  @Test
  void countsBothCopiesOfACallOnce() {
    List<String> records = new ArrayList<>(build(1, "192.0.2.7"));
    records.add(
        records
            .get(0)
            .replace("'e-b-1'", "'e-b-1-owner'")
            .replaceFirst(
                "\\{'type':'AssumedRole'.*?'false'\\}\\}\\}",
                "{'type':'AWSAccount','principalId':'AROAEXAMPLEBUILD:s','accountId':'210987654321'}"));

    Hardening.Result result = hardening(records, SuspectSessions.NONE).propose(ROLE).orElseThrow();

    assertThat(result.certificate().history().assumptions()).isEqualTo(1);
    assertThat(result.certificate().verdict()).isEqualTo(Certificate.Verdict.THIN);
  }

  /** The session of a finding came from elsewhere; what it did must not become allowed. */
  @Test
  void doesNotBakeAnAttackIn() {
    List<String> records = new ArrayList<>(forty());
    records.add(build(41, "198.51.100.66").get(0).replace("role/build'", "role/stolen'"));
    Suspicion finding =
        new Suspicion("finding-1", NOW, NOW, List.of("e-b-41"), null, null, List.of());

    Hardening.Result result =
        hardening(records, SuspectSessions.of(List.of(finding), Map.of()))
            .propose(ROLE)
            .orElseThrow();

    assertThat(result.certificate().policy().canonical()).doesNotContain("stolen");
    assertThat(result.certificate().history().assumptions()).isEqualTo(80);
    assertThat(result.certificate().history().excluded().get("finding-1").count()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatSomeCallersCannotBear() {
    List<String> records = new ArrayList<>(forty());
    records.add(vendor(41, null));
    records.addAll(build(42, "198.51.100.66"));

    Hardening.Result result = hardening(records, SuspectSessions.NONE).propose(ROLE).orElseThrow();

    assertThat(result.certificate().policy().canonical())
        .doesNotContain("ExternalId")
        .doesNotContain("SourceIp")
        .contains("aws:PrincipalOrgID");
    assertThat(result.certificate().verdict()).isEqualTo(Certificate.Verdict.SAFE);
    assertThat(result.proposal().withheld())
        .extracting(each -> each.point().id())
        .contains("external-id", "source-network");
  }

  /** Each is wrong for one of the callers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'StringEquals':{'sts:ExternalId':'ext-1'}",
        "'StringEquals':{'aws:PrincipalOrgID':'o-another000'}",
        "'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::210987654321:role/deploy'}",
        "'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}",
        "'StringEquals':{'aws:SourceVpce':'vpce-1'}",
        "'Bool':{'aws:MultiFactorAuthPresent':'true'}",
        "'NumericLessThan':{'aws:MultiFactorAuthAge':'3600'}",
        "'StringEquals':{'aws:SourceAccount':'123456789012'}",
        "'ArnLike':{'aws:SourceArn':'arn:aws:lambda:*:123456789012:function:*'}",
        "'Null':{'aws:RequestTag/env':'false'}",
        "'StringEquals':{'sts:RoleSessionName':'weekly'}",
        "'StringEquals':{'aws:PrincipalType':'User'}",
        "'DateLessThan':{'aws:CurrentTime':'2026-01-20T00:00:00Z'}",
        "'StringEquals':{'aws:RequestedRegion':'us-east-1'}",
        "'StringEquals':{'sts:SourceIdentity':'alice'}",
      })
  void catchesAConditionMadeWrongOnPurpose(String condition) {
    Policy wrong =
        Policy.parse(
            "wrong",
            ("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':['999988887777','210987654321']},"
                    + "'Action':'sts:AssumeRole','Condition':{"
                    + condition
                    + "}}]}")
                .replace('\'', '"'));
    AssumptionHistory history =
        history(forty(), SuspectSessions.NONE, VolatileKeys.of(List.of(wrong)));

    Certificate certificate =
        new Hardening(ESTATE, history, HistoryRequirement.DEFAULT, NOW)
            .simulate(ROLE, wrong)
            .orElseThrow()
            .certificate();

    assertThat(certificate.verdict()).isEqualTo(Certificate.Verdict.BREAKS);
    assertThat(certificate.count(ReplayAnswer.WOULD_BE_DENIED)).isPositive();
    assertThat(certificate.of(ReplayAnswer.WOULD_BE_DENIED).get(0).use().first().eventId())
        .startsWith("e-");
  }

  @Test
  void makesTheSameCertificateWhateverTheOrder() {
    Certificate one =
        hardening(forty(), SuspectSessions.NONE).propose(ROLE).orElseThrow().certificate();
    List<String> backwards = new ArrayList<>(forty());
    java.util.Collections.reverse(backwards);
    Certificate other =
        hardening(backwards, SuspectSessions.NONE).propose(ROLE).orElseThrow().certificate();

    assertThat(other.sha256()).isEqualTo(one.sha256()).hasSize(64);
    List<String> fewer = forty().subList(0, 79);
    assertThat(
            hardening(fewer, SuspectSessions.NONE)
                .propose(ROLE)
                .orElseThrow()
                .certificate()
                .sha256())
        .isNotEqualTo(one.sha256());
  }

  @Test
  void showsARefusedAttemptWhoseTargetStandsOnlyInTheMessage() {
    List<String> records = new ArrayList<>(forty());
    records.add(
        record(
            "e-r-1",
            30,
            "10:00:00",
            "'198.51.100.9'",
            "'type':'IAMUser','principalId':'AIDAEXAMPLEEVE','arn':'arn:aws:iam::210987654321:user/eve','accountId':'210987654321','accessKeyId':'AKIAEXAMPLEEVE00001','userName':'eve'",
            "null",
            "'errorCode':'AccessDenied','errorMessage':'User: arn:aws:iam::210987654321:user/eve is not authorized to perform: sts:AssumeRole on resource: "
                + ROLE
                + "','recipientAccountId':'210987654321'"));

    Certificate certificate =
        hardening(records, SuspectSessions.NONE).propose(ROLE).orElseThrow().certificate();

    assertThat(certificate.history().refused()).hasSize(1);
    assertThat(certificate.policy().canonical()).doesNotContain("eve");
  }

  private static Hardening hardening(List<String> records, SuspectSessions suspects) {
    return new Hardening(
        ESTATE, history(records, suspects, VolatileKeys.NONE), HistoryRequirement.DEFAULT, NOW);
  }

  private static AssumptionHistory history(
      List<String> records, SuspectSessions suspects, VolatileKeys keys) {
    AssumptionHistory history =
        new AssumptionHistory(ESTATE.inventory(), ROLE::equals, suspects, role -> keys);
    List<TrailEvent> events = Trail.events(records.toArray(String[]::new));
    Activities.of(events).values().stream()
        .sorted(
            Comparator.comparing((Activity each) -> each.event().time())
                .thenComparing(each -> each.event().id()))
        .forEach(history::take);
    return history;
  }

  private static List<String> forty() {
    List<String> records = new ArrayList<>();
    for (int day = 0; day < 40; day++) {
      records.add(vendor(day, "ext-0"));
      records.addAll(build(day, "192.0.2.7"));
    }
    return records;
  }

  private static String vendor(int day, @org.jspecify.annotations.Nullable String externalId) {
    return record(
        "e-v-" + day,
        day,
        "05:00:00",
        "'198.51.100.7'",
        "'type':'AWSAccount','principalId':'AROAEXAMPLEVENDOR:scan','accountId':'999988887777'",
        "{'roleArn':'"
            + ROLE
            + "','roleSessionName':'scan'"
            + (externalId == null ? "" : ",'externalId':'" + externalId + "'")
            + "}",
        "'recipientAccountId':'123456789012','sharedEventID':'s-v-" + day + "'");
  }

  private static List<String> build(int day, String address) {
    return List.of(
        record(
            "e-b-" + day,
            day,
            "06:00:00",
            "'" + address + "'",
            "'type':'AssumedRole','principalId':'AROAEXAMPLEBUILD:s','arn':'arn:aws:sts::210987654321:assumed-role/build/s','accountId':'210987654321','accessKeyId':'ASIAEXAMPLEBUILD001','sessionContext':{'sessionIssuer':{'type':'Role','arn':'arn:aws:iam::210987654321:role/build','accountId':'210987654321'},'attributes':{'creationDate':'2026-01-01T00:00:00Z','mfaAuthenticated':'false'}}",
            "{'roleArn':'" + ROLE + "','roleSessionName':'nightly'}",
            "'recipientAccountId':'210987654321','sharedEventID':'s-b-" + day + "'"));
  }

  private static String record(
      String id,
      int day,
      String time,
      String address,
      String identity,
      String request,
      String more) {
    Instant at = Instant.parse("2026-01-12T" + time + "Z").plus(Duration.ofDays(day));
    return "{'eventVersion':'1.08','eventID':'"
        + id
        + "','eventTime':'"
        + at
        + "','eventSource':'sts.amazonaws.com','eventName':'AssumeRole','eventType':'AwsApiCall','awsRegion':'eu-west-1','readOnly':true,"
        + "'sourceIPAddress':"
        + address
        + ",'userIdentity':{"
        + identity
        + "},'requestParameters':"
        + request
        + ","
        + more
        + "}";
  }
}
