package dev.gatehouse.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.ProgressListener;
import dev.gatehouse.range.RangeGenerator;
import dev.gatehouse.range.RangeOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server comes to what {@code detect} says of the same files, however often it is killed. */
class ServeCommandTest {
  /**
   * What counts arrivals, looks at all cases, or names the settings, which a server does not yet.
   */
  private static final Set<String> NOT_COMPARED =
      Set.of("revision", "relatedCases", "relatedCaseCount", "madeWith");

  /** So long after the others that all they say is settled. */
  private static final String NEWEST = "2026-06-30T00:00:00Z";

  /** What a file delivered five minutes later says of those after it. */
  private static final String FLOOR = "2026-06-29T21:05:00Z";

  @TempDir static Path folder;
  private static Path trail;
  private static Map<String, Map<String, Object>> findings;
  private static Map<String, Map<String, Object>> cases;

  @TempDir Path data;

  @BeforeAll
  static void detect() throws IOException {
    Path range = folder.resolve("range");
    RangeGenerator.generate(
        new RangeOptions(
            3,
            8,
            2,
            1_000,
            RangeOptions.START,
            List.of("all"),
            false,
            Duration.ofMinutes(20),
            Duration.ofMinutes(30)),
        range,
        ProgressListener.SILENT);
    trail = range.resolve("trail");
    writeNewest(trail);
    findings = detected("detect", "--format", "jsonl", trail.toString());
    cases = detected("detect", "--cases", "--format", "jsonl", trail.toString());
    assertThat(findings).hasSizeGreaterThan(20);
    assertThat(cases).hasSizeGreaterThan(5);
  }

  private static void writeNewest(Path trail) throws IOException {
    Path file = trail.resolve("123456789012_CloudTrail_us-east-1_20260630T0005Z_A.json.gz");
    String record =
        """
        {"Records":[{"eventVersion":"1.11","userIdentity":{"type":"AWSService",\
        "invokedBy":"ec2.amazonaws.com"},"eventTime":"%s","eventSource":"ec2.amazonaws.com",\
        "eventName":"DescribeInstances","awsRegion":"us-east-1","eventID":"newest",\
        "sourceIPAddress":"ec2.amazonaws.com","userAgent":"ec2.amazonaws.com","readOnly":true,\
        "eventType":"AwsApiCall","recipientAccountId":"123456789012"}]}\
        """
            .formatted(NEWEST);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(record.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, Map<String, Object>> detected(String... arguments) {
    Map<String, Map<String, Object>> byId = new TreeMap<>();
    Invocation.of(arguments)
        .out()
        .lines()
        .map(Json::object)
        .forEach(found -> byId.put(String.valueOf(found.get("id")), compared(found)));
    return byId;
  }

  private static Map<String, Object> compared(Object found) {
    Map<String, Object> compared = new TreeMap<>();
    ((Map<?, ?>) found).forEach((key, value) -> compared.put(String.valueOf(key), value));
    compared.keySet().removeAll(NOT_COMPARED);
    return compared;
  }

  @Test
  void itSaysWhatDetectSaysThoughItIsKilledAgainAndAgain() throws Exception {
    killedAndEqual(3, new Random(42));
  }

  @Test
  @Tag("long")
  void itSaysWhatDetectSaysThoughItIsKilledAHundredTimes() throws Exception {
    killedAndEqual(100, new Random());
  }

  private void killedAndEqual(int rounds, Random random) throws Exception {
    String[] arguments = {"--data", data.resolve("data").toString(), trail.toString()};
    for (int round = 0; round < rounds; round++) {
      Child.start(arguments).killAfter(random.nextInt(2_000));
    }
    try (Child child = Child.start(arguments)) {
      Map<String, Object> health = child.awaitFloor(FLOOR);
      assertThat(health).containsEntry("status", "ok").containsEntry("newest", NEWEST);
      assertThat(String.valueOf(health.get("late"))).isEqualTo("0");
      assertThat(settled(child)).isEqualTo(findings);
      for (String id : cases.keySet()) {
        Map<String, Object> answer =
            child.json("/api/v1/cases/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        assertThat(compared(answer.get("case"))).isEqualTo(cases.get(id));
      }
      Map<String, Object> record = child.json("/api/v1/record?id=newest");
      assertThat(JsonWriter.line(record.get("record"))).contains("DescribeInstances");
    }
  }

  private static Map<String, Map<String, Object>> settled(Child child) throws Exception {
    Map<String, Map<String, Object>> byId = new TreeMap<>();
    String next = "";
    do {
      Map<String, Object> page = child.json("/api/v1/findings?limit=1000" + next);
      for (Object one : (List<?>) page.get("findings")) {
        Map<String, Object> finding = compared(one);
        // The newest record itself may say that others have gone silent; that is not settled.
        finding.put("state", "settled");
        byId.put(String.valueOf(finding.get("id")), finding);
      }
      next = page.containsKey("next") ? "&after=" + page.get("next") : "";
    } while (!next.isEmpty());
    return byId;
  }
}
