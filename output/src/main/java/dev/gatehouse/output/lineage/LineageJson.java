package dev.gatehouse.output.lineage;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;

/** The parts of a lineage as JSON; keys are a contract. */
public final class LineageJson {
  private LineageJson() {}

  /** One hop as an object. */
  public static void hop(JsonGenerator json, Hop hop) throws IOException {
    json.writeStartObject();
    fields(json, hop);
    json.writeEndObject();
  }

  /** One hop as an object, with what the role is called. */
  public static void hop(JsonGenerator json, Hop hop, Names names) throws IOException {
    json.writeStartObject();
    fields(json, hop);
    json.writeStringField("roleName", names.identity(hop.roleArn()));
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Hop hop) throws IOException {
    json.writeStringField("roleArn", hop.roleArn());
    JsonWriter.optional(json, "sessionArn", hop.sessionArn());
    JsonWriter.optional(json, "accessKeyId", hop.accessKeyId());
    JsonWriter.optional(json, "call", hop.call());
    JsonWriter.optional(json, "issuedBy", hop.issuedBy());
    JsonWriter.optional(json, "issuedAt", hop.issuedAt());
    JsonWriter.optional(json, "expiresAt", hop.expiresAt());
    JsonWriter.optional(json, "from", hop.from());
    json.writeStringField("join", hop.join().word());
    json.writeNumberField("confidence", hop.confidence());
  }

  /** The line that {@code gatehouse lineage} prints of an event. */
  public static String line(Activity activity) {
    Lineage lineage = activity.lineage();
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("eventID", activity.event().id());
          json.writeStringField("accessKeyId", activity.event().userIdentity().accessKeyId());
          json.writeStringField("origin", lineage.origin());
          json.writeStringField("originType", lineage.originType().word());
          json.writeNumberField("depth", lineage.depth());
          json.writeArrayFieldStart("hops");
          for (Hop hop : lineage.hops()) {
            json.writeStartObject();
            json.writeStringField("roleArn", hop.roleArn());
            json.writeStringField("accessKeyId", hop.accessKeyId());
            json.writeStringField("issuedBy", hop.issuedBy());
            json.writeStringField("join", hop.join().word());
            json.writeNumberField("confidence", hop.confidence());
            json.writeEndObject();
          }
          json.writeEndArray();
          gaps(json, lineage);
          json.writeEndObject();
        });
  }

  /** The field {@code gaps}. */
  public static void gaps(JsonGenerator json, Lineage lineage) throws IOException {
    json.writeArrayFieldStart("gaps");
    for (Gap gap : lineage.gaps()) {
      json.writeStartObject();
      json.writeStringField("kind", gap.kind().word());
      json.writeStringField("text", gap.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The field {@code causes}; left out where there are none. */
  public static void causes(JsonGenerator json, Lineage lineage) throws IOException {
    if (lineage.causes().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("causes");
    for (Cause cause : lineage.causes()) {
      cause(json, cause);
    }
    json.writeEndArray();
  }

  /** One causal edge as an object. */
  static void cause(JsonGenerator json, Cause cause) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", cause.kind().word());
    json.writeStringField("what", cause.what());
    json.writeStringField("eventID", cause.eventId());
    json.writeStringField("time", cause.time().toString());
    json.writeStringField("by", cause.by());
    JsonWriter.optional(json, "byAccessKeyId", cause.byAccessKeyId());
    json.writeNumberField("confidence", cause.confidence());
    json.writeEndObject();
  }
}
