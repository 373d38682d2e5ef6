package dev.gatehouse.output.trail;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.digest.DigestVerdict;
import java.util.Locale;

/** What was found about a digest or log file, as JSON. */
public final class DigestJson {
  private DigestJson() {}

  /** One line, {@code {kind, key, file, verdict, detail}}. */
  public static String line(DigestVerdict verdict) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("kind", verdict.kind().name().toLowerCase(Locale.ROOT));
          json.writeStringField("key", verdict.key());
          json.writeStringField("file", verdict.file());
          json.writeStringField("verdict", verdict.verdict().words());
          json.writeStringField("detail", verdict.detail());
          json.writeEndObject();
        });
  }
}
