package dev.gatehouse.cli.estate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.cli.Version;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.harden.DeputyExposure;
import dev.gatehouse.harden.Remedy;
import dev.gatehouse.harden.RoleReport;
import dev.gatehouse.harden.TrustSurvey;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0 (OASIS). A role or resource is a logical location; the artifact is named by its
 * account, so that viewers which insist on a file have one.
 */
final class TrustSarif {
  private TrustSarif() {}

  static String of(TrustSurvey result) {
    return JsonWriter.asciiPretty(json -> log(json, result));
  }

  private static void log(JsonGenerator json, TrustSurvey result) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    tool(json);
    json.writeStringField("columnKind", "utf16CodeUnits");
    json.writeArrayFieldStart("results");
    for (RoleReport role : result.roles()) {
      for (RoleReport.Problem problem : role.problems()) {
        result(
            json,
            problem.rule(),
            problem.severity(),
            problem.message(),
            role.role().arn(),
            role.role().account(),
            problem.principal() + " " + problem.statement(),
            problem.remedy(),
            Map.of(
                "tier", role.tier().tier().word(),
                "principal", problem.principal(),
                "principalKind", problem.kind().word(),
                "statement", problem.statement()));
      }
    }
    for (DeputyExposure exposure : result.exposures()) {
      result(
          json,
          DeputyExposure.RULE,
          exposure.severity(),
          exposure.message(),
          exposure.resource(),
          exposure.account(),
          exposure.service() + " " + exposure.statement(),
          exposure.remedy(),
          Map.of("principal", exposure.service(), "statement", exposure.statement()));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void tool(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "Gatehouse");
    json.writeStringField("version", Version.number());
    json.writeArrayFieldStart("rules");
    for (TrustRule rule : TrustRule.ALL) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      json.writeStringField("name", rule.name());
      json.writeObjectFieldStart("shortDescription");
      json.writeStringField("text", rule.summary());
      json.writeEndObject();
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", "warning");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(
      JsonGenerator json,
      String rule,
      Severity severity,
      String message,
      String arn,
      String account,
      String detail,
      @Nullable Remedy remedy,
      Map<String, String> properties)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", TrustRule.id(rule));
    json.writeNumberField(
        "ruleIndex",
        TrustRule.ALL.stream().map(TrustRule::id).toList().indexOf(TrustRule.id(rule)));
    json.writeStringField("level", level(severity));
    json.writeObjectFieldStart("message");
    json.writeStringField(
        "text", remedy == null ? message : message + " Add this condition: " + remedy.json());
    json.writeEndObject();
    location(json, arn, account);
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("gatehouseTrust/v1", fingerprint(List.of(rule, arn, detail)));
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeStringField("severity", severity.word());
    // The number by which code scanning sorts.
    json.writeStringField("security-severity", score(severity));
    for (String key : properties.keySet().stream().sorted().toList()) {
      json.writeStringField(key, properties.get(key));
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

  /** Stays the same while rule, thing and principal do, whatever else changes in the policy. */
  private static String fingerprint(List<String> parts) {
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
