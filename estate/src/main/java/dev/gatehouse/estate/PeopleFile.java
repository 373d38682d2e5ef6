package dev.gatehouse.estate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code people.yaml} and {@code oncall.json}: who works here, and who is on call. */
final class PeopleFile {
  private PeopleFile() {}

  static boolean recognises(Map<?, ?> map) {
    return map.get("people") instanceof List || map.get("shifts") instanceof List;
  }

  /** The people; an entry without identity is left out with a sentence. */
  static List<Person> people(Map<?, ?> map, String file, List<String> problems) {
    List<Person> people = new ArrayList<>();
    for (Object entry : list(map, "people")) {
      String identity = text(entry, "identity");
      if (identity == null) {
        problems.add("`" + file + "`: a person is left out: it has no `identity`.");
        continue;
      }
      String name = text(entry, "name");
      people.add(
          new Person(
              identity,
              name == null ? identity : name,
              text(entry, "team"),
              text(entry, "bu"),
              text(entry, "manager"),
              text(entry, "timezone"),
              Boolean.parseBoolean(text(entry, "contractor")),
              left(text(entry, "left"), identity, file, problems)));
    }
    return people;
  }

  private static @Nullable LocalDate left(
      @Nullable String text, String identity, String file, List<String> problems) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problems.add("`" + file + "`: `left: " + text + "` of `" + identity + "` is no day.");
      return null;
    }
  }

  /** The shifts; a malformed one is left out with a sentence. */
  static List<Shift> shifts(Map<?, ?> map, String file, List<String> problems) {
    List<Shift> shifts = new ArrayList<>();
    for (Object entry : list(map, "shifts")) {
      String user = text(entry, "user");
      Instant start = time(entry, "start");
      Instant end = time(entry, "end");
      if (user == null || start == null || end == null) {
        problems.add(
            "`"
                + file
                + "`: a shift is left out: it needs `user`, and `start` and `end` as times.");
        continue;
      }
      String schedule = text(entry, "schedule");
      shifts.add(new Shift(schedule == null ? "" : schedule, user, start, end));
    }
    return shifts;
  }

  private static List<?> list(Map<?, ?> map, String name) {
    return map.get(name) instanceof List<?> list ? list : List.of();
  }

  private static @Nullable String text(@Nullable Object entry, String name) {
    Object value = entry instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? null : value.toString();
  }

  private static @Nullable Instant time(@Nullable Object entry, String name) {
    String text = text(entry, name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      return null;
    }
  }
}
