package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What a run was made with, so that a later one can tell whether it is like it: fingerprints of
 * twelve hexadecimal digits.
 *
 * @param estate of the files of the estate folder and of suppressions; empty if there were none
 * @param settings of the settings that change what is found; empty if it is not known
 */
public record MadeWith(String estate, String settings) {
  /** Nothing is known of the run. */
  public static final MadeWith UNKNOWN = new MadeWith("", "");

  /** Writes the field {@code madeWith}; nothing if nothing is known. */
  void write(JsonGenerator json) throws IOException {
    if (settings.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("madeWith");
    json.writeStringField("estate", estate.isEmpty() ? null : estate);
    json.writeStringField("settings", settings);
    json.writeEndObject();
  }
}
