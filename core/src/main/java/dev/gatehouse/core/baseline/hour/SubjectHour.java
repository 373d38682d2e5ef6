package dev.gatehouse.core.baseline.hour;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one subject did in one hour, as it is kept on disk: one line of JSON. */
public record SubjectHour(Subject subject, HourFacts facts) {
  /**
   * {@code {"subject","hour","counts":{…},"values":{feature:{value:slices}},"unseen"}}; the hour is
   * its first moment, slices the bits of {@link HourFacts#slices}.
   */
  String json() {
    CallCounts counts = facts.counts();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < facts.values().size(); i++) {
      HourValue seen = facts.values().get(i);
      @SuppressWarnings("unchecked")
      Map<String, Object> of =
          (Map<String, Object>)
              values.computeIfAbsent(seen.feature().name(), name -> new LinkedHashMap<>());
      of.put(seen.value(), facts.slices()[i]);
    }
    return JsonWriter.line(
        object(
            "subject",
            subject.key(),
            "hour",
            Instant.ofEpochSecond(3600L * facts.hour()).toString(),
            "counts",
            object(
                "calls",
                counts.calls(),
                "assumptions",
                counts.assumptions(),
                "callsAfterAssume",
                counts.callsAfterAssume(),
                "denied",
                counts.denied()),
            "values",
            values,
            "unseen",
            facts.unseen()));
  }

  /** Whether the whole hour lies before {@code time}. */
  public boolean isBefore(Instant time) {
    return !Instant.ofEpochSecond(3600L * (facts.hour() + 1)).isAfter(time);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException if the line is something else
   */
  static SubjectHour of(String line) {
    Map<String, @Nullable Object> tree = Json.object(line);
    String subject = Json.text(tree, "subject");
    String hour = Json.text(tree, "hour");
    if (subject == null || hour == null) {
      throw new IllegalArgumentException("A line has no subject or no hour.");
    }
    List<HourValue> values = new ArrayList<>();
    List<Integer> slices = new ArrayList<>();
    if (tree.get("values") instanceof Map<?, ?> features) {
      features.forEach((name, of) -> read(values, slices, String.valueOf(name), of));
    }
    CallCounts counts =
        new CallCounts(
            number(tree, "calls"),
            number(tree, "assumptions"),
            number(tree, "callsAfterAssume"),
            number(tree, "denied"));
    int unseen = tree.get("unseen") instanceof Number more ? more.intValue() : 0;
    return new SubjectHour(
        Subject.of(subject),
        new HourFacts(
            HourFacts.hourOf(Instant.parse(hour)),
            counts,
            values,
            slices.stream().mapToInt(Integer::intValue).toArray(),
            unseen));
  }

  private static void read(
      List<HourValue> into, List<Integer> slices, String feature, @Nullable Object values) {
    if (values instanceof Map<?, ?> map) {
      map.forEach(
          (value, met) -> {
            if (met instanceof Number bits) {
              into.add(new HourValue(Feature.valueOf(feature), String.valueOf(value)));
              slices.add(bits.intValue());
            }
          });
    }
  }

  private static int number(Map<String, @Nullable Object> tree, String name) {
    return tree.get("counts") instanceof Map<?, ?> counts && counts.get(name) instanceof Number n
        ? n.intValue()
        : 0;
  }
}
