package dev.gatehouse.cli.finding;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields of a finding or case as JSON Lines have it; what is not there is empty. */
public record Saved(Map<?, ?> fields) {
  public String text(String name) {
    Object value = fields.get(name);
    return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
  }

  public boolean has(String name) {
    return fields.get(name) != null;
  }

  public long number(String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : 0;
  }

  public double fraction(String name) {
    return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  /** {@code 2026-01-31 15:44:10}; the text as it stands if it is no time. */
  String time(String name) {
    try {
      return dev.gatehouse.output.label.Label.time(Instant.parse(text(name)));
    } catch (DateTimeParseException notATime) {
      return text(name);
    }
  }

  public List<String> texts(String name) {
    return values(name).map(String::valueOf).toList();
  }

  public List<Saved> objects(String name) {
    return values(name)
        .filter(Map.class::isInstance)
        .map(value -> new Saved((Map<?, ?>) value))
        .toList();
  }

  public @Nullable Saved object(String name) {
    return fields.get(name) instanceof Map<?, ?> map ? new Saved(map) : null;
  }

  private Stream<?> values(String name) {
    return fields.get(name) instanceof List<?> list ? list.stream() : Stream.empty();
  }
}
