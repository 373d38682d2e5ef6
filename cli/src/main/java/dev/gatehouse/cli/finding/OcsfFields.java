package dev.gatehouse.cli.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.cli.Version;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.List;

/** Fields that the OCSF classes of findings share. */
final class OcsfFields {
  private static final String OCSF_VERSION = "1.8.0";

  private OcsfFields() {}

  static void metadata(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("metadata");
    json.writeStringField("version", OCSF_VERSION);
    json.writeObjectFieldStart("product");
    json.writeStringField("name", "Gatehouse");
    json.writeStringField("vendor_name", "Gatehouse");
    json.writeStringField("version", Version.number());
    json.writeEndObject();
    JsonWriter.strings(json, "profiles", List.of("cloud"));
    json.writeEndObject();
  }

  /** {@code T1098.003} is technique {@code T1098} and sub-technique {@code T1098.003}. */
  static void attack(JsonGenerator json, Attack attack) throws IOException {
    int dot = attack.technique().indexOf('.');
    json.writeStartObject();
    json.writeStringField("version", attack.version());
    json.writeObjectFieldStart("technique");
    json.writeStringField(
        "uid", dot < 0 ? attack.technique() : attack.technique().substring(0, dot));
    json.writeEndObject();
    if (dot >= 0) {
      json.writeObjectFieldStart("sub_technique");
      json.writeStringField("uid", attack.technique());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static void severity(JsonGenerator json, Severity severity) throws IOException {
    int id =
        switch (severity) {
          case LOW -> 2;
          case MEDIUM -> 3;
          case HIGH -> 4;
          case CRITICAL -> 5;
        };
    json.writeNumberField("severity_id", id);
    json.writeStringField("severity", capital(severity.word()));
  }

  static void confidence(JsonGenerator json, Confidence confidence) throws IOException {
    int id =
        switch (confidence) {
          case LOW -> 1;
          case MEDIUM -> 2;
          case HIGH -> 3;
        };
    json.writeNumberField("confidence_id", id);
    json.writeStringField("confidence", capital(confidence.word()));
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
