package dev.gatehouse.range;

import static dev.gatehouse.range.GeneratedRange.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials are issued before they are used, end when they say, and lead home. */
class CredentialsTest {
  private static final DateTimeFormatter EXPIRATION =
      DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noKeyIsUsedBeforeItsIssueOrAfterItsEnd(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Map<String, Map<String, Object>> issues = new HashMap<>();
    for (Map<String, Object> record : range.records().values()) {
      String key = text(record, "responseElements", "credentials", "accessKeyId");
      if (key != null) {
        issues.put(key, record);
      }
    }
    int checked = 0;
    for (Map<String, Object> record : range.records().values()) {
      Instant time = Instant.parse(text(record, "eventTime"));
      Map<String, Object> issue =
          issues.get(String.valueOf(text(record, "userIdentity", "accessKeyId")));
      if (issue != null) {
        checked++;
        assertThat(time)
            .isAfterOrEqualTo(Instant.parse(text(issue, "eventTime")))
            .isBeforeOrEqualTo(expiration(issue));
        assertThat(text(record, "userIdentity", "sessionContext", "attributes", "creationDate"))
            .isEqualTo(text(issue, "eventTime"));
      }
    }
    assertThat(checked).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyEventOfATemporaryCredentialHasItsLineageAndNoOther(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Set<String> told = new HashSet<>();
    for (Map<String, Object> line : range.truth("lineage.jsonl")) {
      String id = text(line, "eventID");
      assertThat(told.add(id)).as(id).isTrue();
      assertThat(range.records()).containsKey(id);
      assertThat(text(line, "accessKeyId"))
          .isEqualTo(text(range.records().get(id), "userIdentity", "accessKeyId"));
    }
    range
        .records()
        .forEach(
            (id, record) ->
                assertThat(told.contains(id))
                    .as("%s by %s", id, text(record, "userIdentity"))
                    .isEqualTo(text(record, "userIdentity", "sessionContext") != null));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachHopWasIssuedByItsRecordToTheHopBefore(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    int joined = 0;
    for (Map<String, Object> line : range.truth("lineage.jsonl")) {
      List<?> hops = (List<?>) line.get("hops");
      for (int i = 0; i < hops.size(); i++) {
        Map<String, Object> hop = Generated.cast(hops.get(i));
        String issuedBy = text(hop, "issuedBy");
        if (issuedBy == null) {
          assertThat(line).containsEntry("resolvable", false);
          continue;
        }
        Map<String, Object> issue = range.records().get(issuedBy);
        assertThat(issue).as("issuing record of %s", line).isNotNull();
        String role = text(issue, "requestParameters", "roleArn");
        if (role != null) {
          assertThat(role).isEqualTo(text(hop, "roleArn"));
        }
        // The acting key may be one that a service or the console made for itself; a key further up
        // is the one that the record issued, unless the console assumed the next role with it.
        if (i > 0 && !inConsole(range, Generated.cast(hops.get(i - 1)))) {
          assertThat(text(issue, "responseElements", "credentials", "accessKeyId"))
              .isEqualTo(text(hop, "accessKeyId"));
        }
        if (i + 1 < hops.size() && text(hop, "copy") == null) {
          joined++;
          assertThat(text(issue, "userIdentity", "accessKeyId"))
              .isEqualTo(text(Generated.cast(hops.get(i + 1)), "accessKeyId"));
        }
      }
      long roles =
          hops.stream()
              .filter(hop -> text(Generated.cast(hop), "roleArn").contains(":role/"))
              .count();
      assertThat(text(line, "depth")).isEqualTo(String.valueOf(roles));
    }
    assertThat(joined).isGreaterThan(50);
  }

  private static boolean inConsole(GeneratedRange range, Map<String, Object> hop) {
    Map<String, Object> issue = range.records().get(text(hop, "issuedBy"));
    return "true".equals(text(issue, "sessionCredentialFromConsole"));
  }

  private static Instant expiration(Map<String, Object> issue) {
    String text = text(issue, "responseElements", "credentials", "expiration");
    // Later JDKs put a narrow blank before AM and PM.
    return LocalDateTime.parse(text.replace('\u202f', ' '), EXPIRATION).toInstant(ZoneOffset.UTC);
  }
}
