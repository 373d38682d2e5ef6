package dev.gatehouse.range;

import static dev.gatehouse.range.Generated.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.range.campaign.Campaigns;
import dev.gatehouse.range.lookalike.LookAlikes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small range with every attack, looked at from all sides. */
class RangeGeneratorTest {
  @TempDir static Path folder;
  static final RangeOptions ATTACKED =
      new RangeOptions(
          7,
          10,
          9,
          1200,
          RangeOptions.START,
          List.of("all"),
          true,
          Duration.ofHours(2),
          Duration.ofMinutes(30));
  static Generated range;
  static List<Map<String, Object>> records;
  static final Map<String, Set<String>> ACTIONS = new TreeMap<>();

  @BeforeAll
  static void generate() throws IOException {
    RangeGenerator.generate(ATTACKED, folder.resolve("a"), ProgressListener.SILENT, ACTIONS);
    range = new Generated(folder.resolve("a"));
    records = range.records();
  }

  @Test
  void theSameSeedGivesTheSameFiles() throws IOException {
    RangeOptions options = RangeOptions.of(3, 8, 3, 600);
    RangeGenerator.generate(options, folder.resolve("b"), ProgressListener.SILENT);
    RangeGenerator.generate(options, folder.resolve("c"), ProgressListener.SILENT);
    for (String part : List.of("trail", "estate", "truth")) {
      List<Path> one = new Generated(folder.resolve("b")).files(part);
      List<Path> other = new Generated(folder.resolve("c")).files(part);
      assertThat(relative(other, "c")).isEqualTo(relative(one, "b"));
      for (int i = 0; i < one.size(); i++) {
        assertThat(Files.mismatch(one.get(i), other.get(i))).as("%s", one.get(i)).isEqualTo(-1);
      }
    }
  }

  @Test
  void attacksAddRecordsAndChangeNone() throws IOException {
    RangeGenerator.generate(
        ATTACKED.withAttacks(List.of("none")), folder.resolve("calm"), ProgressListener.SILENT);
    Map<String, String> attacked = byId(records);
    Map<String, String> calm = byId(new Generated(folder.resolve("calm")).records());
    assertThat(attacked).containsAllEntriesOf(calm);
    Set<String> added = new HashSet<>(attacked.keySet());
    added.removeAll(calm.keySet());
    Set<String> labelled =
        range.lines("labels.jsonl").stream()
            .map(l -> text(l, "eventID"))
            .collect(Collectors.toSet());
    // What attackers do is labelled, but for calls that others make because of them.
    assertThat(labelled).isSubsetOf(added);
    added.removeAll(labelled);
    assertThat(added).hasSizeLessThan(10);
  }

  @Test
  void everyCampaignRunsInBothVariantsAndEveryLookAlikeHappens() throws IOException {
    Set<String> runs =
        range.lines("labels.jsonl").stream()
            .map(l -> text(l, "campaign"))
            .collect(Collectors.toSet());
    for (String name : Campaigns.names()) {
      assertThat(runs).contains(name + "/loud", name + "/quiet");
    }
    Set<String> lookAlikes =
        range.lines("lookalikes.jsonl").stream()
            .map(l -> text(l, "lookAlike"))
            .collect(Collectors.toSet());
    for (String name : LookAlikes.names()) {
      assertThat(lookAlikes).contains(name + "/1");
    }
  }

  @Test
  void everyIssuedCredentialOfTheTruthStandsInItsIssuingRecord() throws IOException {
    Map<String, Map<String, Object>> byId = new HashMap<>();
    records.forEach(record -> byId.put(text(record, "eventID"), record));
    int checked = 0;
    for (Map<String, Object> line : range.lines("lineage.jsonl")) {
      for (Object each : (List<?>) line.get("hops")) {
        Map<String, Object> hop = Generated.cast(each);
        Map<String, Object> issue = byId.get(text(hop, "issuedBy"));
        if (issue != null && text(issue, "responseElements", "credentials") != null) {
          String key = text(issue, "responseElements", "credentials", "accessKeyId");
          boolean derived = !key.equals(text(hop, "accessKeyId"));
          if (!derived) {
            checked++;
          }
          // The one hop whose key nobody issued is the acting one: a console or service key.
          assertThat(derived && hop != ((List<?>) line.get("hops")).get(0)).isFalse();
        }
      }
    }
    assertThat(checked).isGreaterThan(2000);
  }

  @Test
  void copiesOfACrossAccountCallShareIdsAndDifferInWhoTheyShow() {
    Map<String, Map<String, Map<String, Object>>> shared = new HashMap<>();
    for (Map<String, Object> record : records) {
      String id = text(record, "sharedEventID");
      if (id != null && !"AWSService".equals(text(record, "userIdentity", "type"))) {
        shared
            .computeIfAbsent(id, key -> new TreeMap<>())
            .put(text(record, "recipientAccountId"), record);
      }
    }
    long both = 0;
    for (Map<String, Map<String, Object>> copies : shared.values()) {
      if (copies.size() == 2) {
        both++;
        Set<String> requests =
            copies.values().stream().map(r -> text(r, "requestID")).collect(Collectors.toSet());
        Set<String> types =
            copies.values().stream()
                .map(r -> text(r, "userIdentity", "type"))
                .collect(Collectors.toSet());
        assertThat(requests).hasSize(1);
        assertThat(types).hasSize(2).contains("AWSAccount");
      } else {
        // Alone: the caller is in an account outside the organization.
        assertThat(copies.values())
            .allMatch(
                r ->
                    text(r, "userIdentity", "accountId").startsWith("10007777")
                        || text(r, "userIdentity", "accountId").startsWith("10009999"));
      }
    }
    assertThat(both).isGreaterThan(100);
  }

  @Test
  void noCredentialIsUsedBeforeItsIssueOrAfterItsEnd() {
    Map<String, Instant> until = new HashMap<>();
    for (Map<String, Object> record : records) {
      String key = text(record, "responseElements", "credentials", "accessKeyId");
      if (key != null && text(record, "requestParameters", "durationSeconds") != null) {
        long seconds = Long.parseLong(text(record, "requestParameters", "durationSeconds"));
        until.put(key, Instant.parse(text(record, "eventTime")).plusSeconds(seconds));
      }
    }
    for (Map<String, Object> record : records) {
      Instant time = Instant.parse(text(record, "eventTime"));
      String key = text(record, "userIdentity", "accessKeyId");
      String created = text(record, "userIdentity", "sessionContext", "attributes", "creationDate");
      if (created != null) {
        assertThat(Instant.parse(created)).isBeforeOrEqualTo(time);
      }
      if (key != null && until.containsKey(key)) {
        assertThat(time).isBeforeOrEqualTo(until.get(key));
      }
    }
  }

  @Test
  void refusedAssumptionsShowNothingOfTheRequest() {
    List<Map<String, Object>> refused =
        records.stream()
            .filter(r -> "AssumeRole".equals(text(r, "eventName")) && r.get("errorCode") != null)
            .toList();
    assertThat(refused).hasSizeGreaterThan(100);
    assertThat(refused)
        .allSatisfy(
            r -> {
              assertThat(r).containsEntry("requestParameters", null);
              assertThat(r).containsEntry("responseElements", null);
              assertThat(r).doesNotContainKey("resources");
              assertThat(text(r, "errorMessage"))
                  .contains(
                      "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::")
                  .doesNotContain("because");
            });
  }

  @Test
  void recordsLieInTheFileOfTheirAccountRegionAndDelivery() throws IOException {
    for (Path file : range.files("trail")) {
      String[] name = file.getFileName().toString().split("_");
      assertThat(file.toString()).contains("/" + name[0] + "/CloudTrail/" + name[2] + "/");
      assertThat(name[3]).matches("20260[0-9]{3}T[0-9]{4}Z");
      assertThat(Integer.parseInt(name[3].substring(11, 13)) % 30).isZero();
    }
  }

  @Test
  void policiesOfTheEstateAllowWhatRolesDo() throws IOException {
    Map<String, List<String>> allowed = new HashMap<>();
    Set<String> managed = new HashSet<>();
    for (Path file : range.files("estate")) {
      if (file.getFileName().toString().matches("[0-9]{12}\\.json")) {
        Map<String, Object> details = Generated.cast(Json.object(Files.readString(file)));
        for (String kind : List.of("Role", "User")) {
          for (Object each : (List<?>) details.get(kind + "DetailList")) {
            Map<String, Object> principal = Generated.cast(each);
            if (!((List<?>) principal.get("AttachedManagedPolicies")).isEmpty()) {
              managed.add(text(principal, "Arn"));
            }
            allowed.put(
                text(principal, "Arn"), actions((List<?>) principal.get(kind + "PolicyList")));
          }
        }
      }
    }
    ACTIONS.forEach(
        (arn, used) -> {
          List<String> patterns = allowed.get(arn);
          if (patterns != null && !managed.contains(arn)) {
            for (String action : used) {
              boolean covered =
                  action.equals("sts:GetCallerIdentity")
                      || patterns.stream().anyMatch(p -> action.matches(p.replace("*", ".*")));
              assertThat(covered).as("%s may not %s: %s", arn, action, patterns).isTrue();
            }
          }
        });
    assertThat(ACTIONS).hasSizeGreaterThan(25);
  }

  @Test
  void anUnknownAttackIsRefusedByName() {
    RangeOptions options = RangeOptions.of(1, 8, 1, 300).withAttacks(List.of("leaked-keys"));
    assertThatThrownBy(
            () ->
                RangeGenerator.generate(
                    options, folder.resolve("refused"), ProgressListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`leaked-keys`");
  }

  @Test
  void withoutDataEventsThereAreNone() throws IOException {
    RangeOptions on = RangeOptions.of(5, 8, 2, 500);
    RangeOptions off =
        new RangeOptions(5, 8, 2, 500, on.start(), on.attacks(), false, on.lateness(), on.slot());
    RangeGenerator.generate(off, folder.resolve("off"), ProgressListener.SILENT);
    assertThat(new Generated(folder.resolve("off")).records())
        .isNotEmpty()
        .allMatch(record -> "Management".equals(record.get("eventCategory")));
  }

  private static List<String> actions(List<?> policies) {
    return policies.stream()
        .map(policy -> Generated.cast(Generated.cast(policy).get("PolicyDocument")))
        .flatMap(document -> ((List<?>) document.get("Statement")).stream())
        .flatMap(statement -> ((List<?>) Generated.cast(statement).get("Action")).stream())
        .map(Object::toString)
        .toList();
  }

  private static Map<String, String> byId(List<Map<String, Object>> records) {
    Map<String, String> byId = new HashMap<>();
    records.forEach(record -> byId.put(text(record, "eventID"), record.toString()));
    return byId;
  }

  private static List<String> relative(List<Path> files, String name) {
    return files.stream().map(file -> folder.resolve(name).relativize(file).toString()).toList();
  }
}
