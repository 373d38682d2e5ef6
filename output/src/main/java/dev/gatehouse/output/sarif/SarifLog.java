package dev.gatehouse.output.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.output.Version;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A log of SARIF 2.1.0 (OASIS) with one run. What a result is about, an ARN, is a logical location;
 * the artifact is named by its account, so that viewers which insist on a file have one.
 */
public final class SarifLog {
  private SarifLog() {}

  /**
   * A rule that results refer to.
   *
   * @param name a few words in one
   * @param summary one sentence
   * @param steps what to do, in Markdown; empty if nothing is said
   */
  public record Rule(String id, String name, String summary, String steps) {}

  /**
   * One result.
   *
   * @param rule id of one of the rules
   * @param about ARN or name of what it is about
   * @param account where that is; empty if not known
   * @param fingerprintName name and version of the fingerprint
   * @param fingerprint stays the same while the result does
   * @param suppression why it needs nobody's attention; empty if it does
   * @param properties further facts by name
   */
  public record Result(
      String rule,
      Severity severity,
      String message,
      String about,
      String account,
      String fingerprintName,
      String fingerprint,
      String suppression,
      Map<String, String> properties) {
    public Result {
      properties = Map.copyOf(properties);
    }
  }

  /** The whole log, indented, in ASCII. */
  public static String of(List<Rule> rules, Iterator<Result> results) {
    return JsonWriter.asciiPretty(
        json -> {
          json.writeStartObject();
          json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
          json.writeStringField("version", "2.1.0");
          json.writeArrayFieldStart("runs");
          json.writeStartObject();
          tool(json, rules);
          json.writeStringField("columnKind", "utf16CodeUnits");
          json.writeArrayFieldStart("results");
          Map<String, Integer> places = new HashMap<>();
          rules.forEach(rule -> places.putIfAbsent(rule.id(), places.size()));
          while (results.hasNext()) {
            result(json, results.next(), places);
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void tool(JsonGenerator json, List<Rule> rules) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Gatehouse");
    json.writeStringField("version", Version.number());
    json.writeArrayFieldStart("rules");
    for (Rule rule : rules) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      json.writeStringField("name", rule.name());
      json.writeObjectFieldStart("shortDescription");
      json.writeStringField("text", rule.summary());
      json.writeEndObject();
      if (!rule.steps().isEmpty()) {
        json.writeObjectFieldStart("help");
        json.writeStringField("text", rule.steps());
        json.writeStringField("markdown", rule.steps());
        json.writeEndObject();
      }
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", "warning");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, Result result, Map<String, Integer> places)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", result.rule());
    Integer place = places.get(result.rule());
    if (place != null) {
      json.writeNumberField("ruleIndex", place);
    }
    json.writeStringField("level", level(result.severity()));
    json.writeObjectFieldStart("message");
    json.writeStringField("text", result.message());
    json.writeEndObject();
    location(json, result.about(), result.account());
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField(result.fingerprintName(), result.fingerprint());
    json.writeEndObject();
    if (!result.suppression().isEmpty()) {
      json.writeArrayFieldStart("suppressions");
      json.writeStartObject();
      json.writeStringField("kind", "external");
      json.writeStringField("justification", result.suppression());
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeObjectFieldStart("properties");
    json.writeStringField("severity", result.severity().word());
    // The number by which code scanning sorts.
    json.writeStringField("security-severity", score(result.severity()));
    for (Map.Entry<String, String> fact : new TreeMap<>(result.properties()).entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void location(JsonGenerator json, String arn, String account) throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", (account.isEmpty() ? "unknown-account" : account) + ".json");
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("name", arn.substring(arn.lastIndexOf('/') + 1));
    json.writeStringField("fullyQualifiedName", arn);
    json.writeStringField("kind", "resource");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }

  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.5";
    };
  }

  /** A fingerprint of what stays the same while other things change. */
  public static String fingerprint(List<String> parts) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
