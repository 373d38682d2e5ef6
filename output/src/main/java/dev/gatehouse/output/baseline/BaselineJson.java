package dev.gatehouse.output.baseline;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.core.baseline.state.FeatureValues;
import dev.gatehouse.core.baseline.state.ValueStats;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** One baseline as a line of JSON; docs/cli.md has its fields. */
public final class BaselineJson {
  private BaselineJson() {}

  public static String of(Subject subject, Baseline baseline) {
    return JsonWriter.asciiLine(json -> write(json, subject, baseline));
  }

  private static void write(JsonGenerator json, Subject subject, Baseline baseline)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", subject.name());
    json.writeStringField("kind", subject.kind().word());
    json.writeNumberField("daysLearned", baseline.days());
    json.writeStringField("firstSeen", time(baseline.first()));
    json.writeStringField("lastSeen", time(baseline.last()));
    json.writeNumberField("longestBreakHours", baseline.longestBreak());
    rhythm(json, baseline);
    counters(json, baseline);
    values(json, baseline);
    json.writeEndObject();
  }

  private static void rhythm(JsonGenerator json, Baseline baseline) throws IOException {
    json.writeObjectFieldStart("rhythm");
    for (int half = 0; half < 2; half++) {
      json.writeArrayFieldStart(half == 0 ? "workingDays" : "weekends");
      for (int hour = 0; hour < 24; hour++) {
        json.writeNumber(
            String.format(Locale.ROOT, "%.3f", baseline.rhythm().chance(24 * half + hour)));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void counters(JsonGenerator json, Baseline baseline) throws IOException {
    int tomorrow = Math.floorDiv(baseline.last(), 24) + 1;
    json.writeObjectFieldStart("counters");
    for (Counter counter : Counter.values()) {
      json.writeObjectFieldStart(counter.name().toLowerCase(Locale.ROOT));
      json.writeNumberField("average7", baseline.average(counter, 7, tomorrow));
      json.writeNumberField("average30", baseline.average(counter, 30, tomorrow));
      json.writeNumberField("hourly", baseline.hourly(counter));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void values(JsonGenerator json, Baseline baseline) throws IOException {
    json.writeObjectFieldStart("values");
    for (FeatureValues values : baseline.values()) {
      json.writeObjectFieldStart(values.feature().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("hours", values.hours());
      json.writeNumberField("novelHours", values.novelHours());
      json.writeNumberField("forgotten", values.forgotten());
      json.writeArrayFieldStart("known");
      for (ValueStats known : values.known()) {
        json.writeStartObject();
        json.writeStringField("value", known.value());
        json.writeNumberField("hours", known.hours());
        json.writeStringField("first", time(known.first()));
        json.writeStringField("last", time(known.last()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static String time(int hour) {
    return Instant.ofEpochSecond(3600L * hour).toString();
  }
}
