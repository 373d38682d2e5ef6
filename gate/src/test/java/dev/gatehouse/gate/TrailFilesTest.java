package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.GateKit.Answer;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.digest.DigestKeys;
import dev.gatehouse.trail.digest.DigestReport;
import dev.gatehouse.trail.digest.DigestVerdict;
import dev.gatehouse.trail.digest.Digests;
import dev.gatehouse.trail.read.TrailFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of records with digests that {@code trail verify} proves. */
class TrailFilesTest {
  private static final String TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.";

  @TempDir private Path folder;

  /** Three hours, a restart between the second and the third; the public keys go to a file. */
  private Path threeHours() throws IOException {
    Path trail = folder.resolve("trail");
    Path keys = folder.resolve("keys.json");
    try (GateKit kit = new GateKit(folder.resolve("state"), trail)) {
      for (int hour = 0; hour < 3; hour++) {
        if (hour == 2) {
          kit.restart();
        }
        kit.call(kit.admin, "iam", "CreateUser", "UserName", "user" + hour);
        kit.advance(Duration.ofHours(1));
        kit.call(kit.admin, "sts", "GetCallerIdentity");
      }
      kit.advance(Duration.ofMinutes(1));
      kit.restart();
      Answer answer =
          kit.send(kit.admin.json("cloudtrail", TARGET + "ListPublicKeys", "{}", kit.now()));
      Files.writeString(keys, answer.body());
    }
    return keys;
  }

  private DigestReport verify(Path keys) throws IOException {
    return Digests.verify(
        TrailFiles.find(
            List.of(folder.resolve("trail/AWSLogs").toString()), InputStream.nullInputStream()),
        DigestKeys.read(List.of(keys)));
  }

  @Test
  void areProvenByTheirDigests() throws IOException {
    DigestReport report = verify(threeHours());

    assertThat(report.verdicts())
        .filteredOn(each -> each.verdict() != DigestVerdict.Verdict.VALID)
        .isEmpty();
    assertThat(report.verdicts())
        .filteredOn(each -> each.kind() == DigestVerdict.Kind.DIGEST)
        .hasSizeGreaterThanOrEqualTo(4);
    assertThat(report.intact()).isTrue();
  }

  @Test
  void aFileThatWasTakenAwayIsMissed() throws IOException {
    Path keys = threeHours();
    try (Stream<Path> files = Files.walk(folder.resolve("trail/AWSLogs"))) {
      Files.delete(
          files.filter(each -> each.toString().contains("_CloudTrail_")).findFirst().orElseThrow());
    }

    assertThat(verify(keys).verdicts())
        .extracting(DigestVerdict::verdict)
        .contains(DigestVerdict.Verdict.MISSING_LOG);
  }

  @Test
  void theEventHistoryIsSearchedByOneAttributeAndPaged() {
    try (GateKit kit = GateKit.inMemory()) {
      for (int i = 0; i < 5; i++) {
        kit.call(kit.admin, "iam", "CreateUser", "UserName", "user" + i);
      }
      kit.call(kit.admin, "iam", "ListUsers");
      String ask =
          "{\"LookupAttributes\":[{\"AttributeKey\":\"EventName\",\"AttributeValue\":"
              + "\"CreateUser\"}],\"MaxResults\":3%s}";
      String first = lookup(kit, String.format(ask, ""));
      String token = Json.text(first, "NextToken");
      kit.call(kit.admin, "iam", "CreateUser", "UserName", "later");
      String second = lookup(kit, String.format(ask, ",\"NextToken\":\"" + token + "\""));

      assertThat(names(first)).containsExactly("user4", "user3", "user2");
      assertThat(names(second)).containsExactly("user1", "user0");
      assertThat(
              names(
                  lookup(
                      kit,
                      "{\"LookupAttributes\":[{\"AttributeKey\":\"ResourceName\","
                          + "\"AttributeValue\":\"user2\"}]}")))
          .containsExactly("user2");
    }
  }

  private static String lookup(GateKit kit, String body) {
    return kit.send(kit.admin.json("cloudtrail", TARGET + "LookupEvents", body, kit.now())).body();
  }

  private static List<String> names(String page) {
    return ((List<?>) Json.object(page).get("Events"))
        .stream()
            .map(each -> (java.util.Map<?, ?>) each)
            .map(each -> String.valueOf(each.get("CloudTrailEvent")))
            .map(each -> String.valueOf(Json.text(each, "requestParameters", "userName")))
            .toList();
  }

  @Test
  void contactsAndRegionsOfAnAccountAreKept() {
    try (GateKit kit = GateKit.inMemory()) {
      assertThat(account(kit, "/getContactInformation", "{}").status()).isEqualTo(404);
      String contact =
          "{\"FullName\":\"A B\",\"AddressLine1\":\"1 Road\",\"City\":\"C\",\"PostalCode\":\"1\","
              + "\"CountryCode\":\"DE\",\"PhoneNumber\":\"+491234\"}";
      assertThat(
              account(kit, "/putContactInformation", "{\"ContactInformation\":" + contact + "}")
                  .status())
          .isEqualTo(200);
      assertThat(account(kit, "/getContactInformation", "{}").body()).contains("\"1 Road\"");
      account(kit, "/enableRegion", "{\"RegionName\":\"me-south-1\"}");
      assertThat(account(kit, "/getRegionOptStatus", "{\"RegionName\":\"me-south-1\"}").body())
          .contains("\"ENABLED\"");
    }
  }

  private static Answer account(GateKit kit, String path, String body) {
    return kit.send(kit.admin.rest("account", path, body, kit.now()));
  }
}
