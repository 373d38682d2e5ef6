package dev.gatehouse.cli.estate;

import dev.gatehouse.estate.posture.PostureResult;
import dev.gatehouse.policy.json.JsonWriter;

/** A result of a check on one line. */
final class PostureJson {
  private PostureJson() {}

  static String line(PostureResult result) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("check", result.check());
          json.writeStringField("standing", result.standing().word());
          json.writeStringField("severity", result.severity().word());
          json.writeStringField("account", result.account());
          json.writeStringField("subject", result.subject());
          json.writeStringField("what", result.what());
          json.writeStringField("why", result.why());
          JsonWriter.strings(json, "evidence", result.evidence());
          JsonWriter.strings(json, "steps", result.steps());
          json.writeEndObject();
        });
  }
}
