package dev.gatehouse.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.signal.ImportedSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that weigh on cases: other products' findings and suppressions. */
class SignalFilesTest {
  private static final ImportedSignal KEY_USED_OUTSIDE =
      new ImportedSignal(
          "16afba5c5c43e07c9e3e5e2e544e95df",
          ImportedSignal.Source.GUARDDUTY,
          "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
          "Credentials for the EC2 instance role web were used from outside AWS.",
          "123456789012",
          "ASIAEXAMPLE000000001",
          "web",
          "i-0123456789abcdef0",
          Instant.parse("2026-03-02T09:00:00Z"),
          Instant.parse("2026-03-02T09:30:00Z"),
          0.6,
          false);

  @TempDir private Path folder;

  @Test
  void guardDutyAsTheCommandLineGivesIt() throws IOException {
    EstateFolder.Reading reading =
        read(
            "guardduty.json",
            """
            {"Findings": [{
              "Id": "16afba5c5c43e07c9e3e5e2e544e95df", "AccountId": "123456789012",
              "Type": "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
              "Title": "Credentials for the EC2 instance role web were used from outside AWS.",
              "Severity": 8, "UpdatedAt": "2026-03-02T10:00:00Z",
              "Resource": {
                "AccessKeyDetails": {"AccessKeyId": "ASIAEXAMPLE000000001", "UserName": "web"},
                "InstanceDetails": {"InstanceId": "i-0123456789abcdef0"}},
              "Service": {"Archived": false, "EventFirstSeen": "2026-03-02T09:00:00Z",
                "EventLastSeen": "2026-03-02T09:30:00Z"}}]}
            """);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.unused()).isEmpty();
    assertThat(reading.estate().signals()).containsExactly(KEY_USED_OUTSIDE);
  }

  @Test
  void guardDutyAsEventsCarryIt() throws IOException {
    EstateFolder.Reading reading =
        read(
            "event.json",
            """
            {"source": "aws.guardduty", "detail": {
              "id": "16afba5c5c43e07c9e3e5e2e544e95df", "accountId": "123456789012",
              "type": "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
              "title": "Credentials for the EC2 instance role web were used from outside AWS.",
              "severity": 8, "updatedAt": "2026-03-02T10:00:00Z",
              "resource": {
                "accessKeyDetails": {"accessKeyId": "ASIAEXAMPLE000000001", "userName": "web"},
                "instanceDetails": {"instanceId": "i-0123456789abcdef0"}},
              "service": {"archived": false, "eventFirstSeen": "2026-03-02T09:00:00Z",
                "eventLastSeen": "2026-03-02T09:30:00Z"}}}
            """);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.estate().signals()).containsExactly(KEY_USED_OUTSIDE);
  }

  @Test
  void flowAnomaliesAndWhatIsWrongWithSome() throws IOException {
    EstateFolder.Reading reading =
        read(
            "flows.json",
            """
            {"flowAnomalies": [
              {"id": "f1", "start": "2026-03-02T09:00:00Z", "instance": "i-0123456789abcdef0",
               "score": 0.4, "text": "40 GB to an address never seen"},
              {"id": "f2", "start": "yesterday", "score": 0.4, "text": "-"},
              {"id": "f3", "start": "2026-03-02T09:00:00Z", "score": 40, "text": "-"}]}
            """);
    assertThat(reading.estate().signals())
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.workload()).isEqualTo("i-0123456789abcdef0");
              assertThat(signal.end()).isEqualTo(signal.start());
            });
    assertThat(reading.problems())
        .containsExactly(
            "`flows.json`: anomaly 2 is left out: its `start` is no RFC 3339 time.",
            "`flows.json`: anomaly 3 is left out: its `score` is no number from 0 to 1.");
  }

  @Test
  void aSuppressionNeedsAnEndAnApproverAndAReason() throws IOException {
    EstateFolder.Reading reading =
        read(
            "suppressions.yaml",
            """
            suppressions:
              - detector: off-hours
                identity: "arn:aws:iam::123456789012:role/batch-*"
                approvedBy: eve@example.com
                why: runs at night since the migration
                until: "2026-06-30T00:00:00Z"
              - detector: off-hours
                approvedBy: eve@example.com
                why: for good
              - approvedBy: eve@example.com
                why: quiet, please
                until: "2026-06-30T00:00:00Z"
            """);
    assertThat(reading.estate().suppressions())
        .containsExactly(
            new Suppression(
                "off-hours",
                "arn:aws:iam::123456789012:role/batch-*",
                null,
                "eve@example.com",
                "runs at night since the migration",
                Instant.parse("2026-06-30T00:00:00Z")));
    assertThat(reading.problems())
        .containsExactly(
            "`suppressions.yaml`: suppression 2 does not hold: it has no `until`.",
            "`suppressions.yaml`: suppression 3 does not hold: a suppression must name a"
                + " `detector` or an `identity`, or it would cover everything.");
  }

  private EstateFolder.Reading read(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return EstateFolder.read(folder);
  }
}
