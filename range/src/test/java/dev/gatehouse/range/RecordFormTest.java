package dev.gatehouse.range;

import static dev.gatehouse.range.GeneratedRange.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records have the form of AWS's: every one is read, and has the fields of its kind. */
class RecordFormTest {
  /** The fields of the CloudTrail record contents page that every event has. */
  private static final Set<String> ALWAYS =
      Set.of(
          "eventVersion",
          "userIdentity",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "requestParameters",
          "responseElements",
          "eventID",
          "readOnly",
          "eventType",
          "managementEvent",
          "recipientAccountId",
          "eventCategory");

  /** What the userIdentity page shows for each type of caller. */
  private static final Map<String, Set<String>> CALLERS =
      Map.of(
          "IAMUser", Set.of("principalId", "accountId", "userName"),
          "AssumedRole", Set.of("principalId", "arn", "accountId", "sessionContext"),
          "FederatedUser",
              Set.of("principalId", "arn", "accountId", "accessKeyId", "sessionContext"),
          "Root", Set.of("principalId", "arn", "accountId"),
          "AWSService", Set.of("invokedBy"),
          "AWSAccount", Set.of("principalId", "accountId"),
          "SAMLUser", Set.of("principalId", "userName", "identityProvider"),
          "WebIdentityUser", Set.of("principalId", "userName", "identityProvider"),
          "IdentityCenterUser", Set.of("accountId", "onBehalfOf", "credentialId"),
          "Unknown", Set.of("principalId"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theReaderTakesEveryRecord(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    assertThat(range.rejected()).isEmpty();
    assertThat(range.events()).hasSizeGreaterThan(range.records().size());
    // Three in a thousand come twice.
    assertThat(range.events()).hasSizeLessThan(range.records().size() * 102 / 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void recordsHaveTheFieldsOfTheirKind(long seed) {
    Set<String> types = new TreeSet<>();
    for (Map<String, Object> record : GeneratedRange.ofSeed(seed).records().values()) {
      assertThat(record).containsKeys(ALWAYS.toArray(new String[0]));
      Map<String, Object> caller = Generated.cast(record.get("userIdentity"));
      String type = text(caller, "type");
      types.add(type);
      assertThat(CALLERS).containsKey(type);
      assertThat(caller).as("%s", record).containsKeys(CALLERS.get(type).toArray(new String[0]));
      boolean data = "Data".equals(text(record, "eventCategory"));
      assertThat(record.get("managementEvent")).isEqualTo(!data);
      // A call that failed changed nothing; ConsoleLogin alone tells of its failure in the answer.
      if (record.containsKey("errorCode")) {
        assertThat(record).containsEntry("responseElements", null);
      }
      // Reads are recorded without an answer, but for STS, whose answers show who got which key.
      if (Boolean.TRUE.equals(record.get("readOnly"))
          && !text(record, "eventSource").startsWith("sts.")) {
        assertThat(record).containsEntry("responseElements", null);
      }
    }
    assertThat(types).isEqualTo(new TreeSet<>(CALLERS.keySet()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keysAndIdsCarryTheLettersOfTheirAccount(long seed) {
    for (Map<String, Object> record : GeneratedRange.ofSeed(seed).records().values()) {
      String key = text(record, "userIdentity", "accessKeyId");
      String account = text(record, "userIdentity", "accountId");
      if (key != null && !key.isEmpty()) {
        assertThat(key).matches("(AKIA|ASIA)[A-Z2-7]{16}");
        assertThat(account).startsWith("1000");
      }
      assertThat(text(record, "eventID"))
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
  }
}
