package dev.gatehouse.trail.form;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.form.FieldNames.Place;
import dev.gatehouse.trail.scan.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes CloudTrail's own record again of what something rewrote: names in other letters or put
 * together with dots, another schema, {@code @timestamp} for the time, structures as text. What the
 * form left out is not there.
 */
public final class Rewritten {
  private static final DateTimeFormatter AMERICAN =
      DateTimeFormatter.ofPattern("M/d/uuuu, h:mm:ss[.SSS] a", Locale.US);

  private static final int LEVELS_MAX = 16;

  /** What detections ask of a record. */
  private static final List<String> TOLD =
      List.of(
          "eventID",
          "userIdentity",
          "sourceIPAddress",
          "userAgent",
          "awsRegion",
          "errorCode",
          "requestParameters",
          "responseElements",
          "recipientAccountId");

  private final Map<String, String> leaves = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, @Nullable Object> documents = new LinkedHashMap<>();

  private Rewritten() {}

  /**
   * The record as JSON; null if {@code fields} are not those of one: a call, a service of AWS, a
   * time and something that tells who or which.
   */
  public static @Nullable String record(Map<String, ? extends @Nullable Object> fields) {
    Rewritten record = new Rewritten();
    record.object("", fields, 0);
    return record.json();
  }

  /** Whether a record's identity is there in a form that is not CloudTrail's. */
  public static boolean isIdentityRewritten(Map<String, ? extends @Nullable Object> fields) {
    for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
      String letters = FieldNames.letters(field.getKey());
      boolean deeper = letters.length() > "userIdentity".length();
      if (letters.startsWith("useridentity") && (deeper || field.getValue() instanceof String)) {
        return true;
      }
    }
    return false;
  }

  /** Whether columns of these names hold records: the call, the service and the time of each. */
  public static boolean canBe(List<String> columns) {
    Set<String> paths = paths(columns);
    return paths.containsAll(Set.of("eventName", "eventSource", "eventTime"));
  }

  /** What columns of these names do not tell of a record, in words; empty if they tell all. */
  public static String lacks(List<String> columns) {
    Set<String> paths = paths(columns);
    List<String> lacks = new ArrayList<>();
    for (String path : TOLD) {
      boolean told = path.equals("userIdentity") && paths.contains("userIdentity.type");
      if (!told && !paths.contains(path)) {
        lacks.add(path);
      }
    }
    return String.join(", ", lacks);
  }

  private static Set<String> paths(List<String> columns) {
    Set<String> paths = new HashSet<>();
    for (String column : columns) {
      String letters = "";
      for (String part : column.split("\\.", -1)) {
        letters = FieldNames.unwrapped(letters + FieldNames.letters(part));
        String document = FieldNames.document(letters);
        if (document != null) {
          paths.add(document);
          break;
        }
      }
      Place place = FieldNames.place(letters);
      if (place != null) {
        paths.add(place.path());
      } else if (letters.equals("useridentity")) {
        paths.add("userIdentity");
      }
    }
    return paths;
  }

  private void object(String above, Map<?, ?> fields, int level) {
    if (level > LEVELS_MAX) {
      return;
    }
    fields.forEach(
        (name, value) -> {
          if (name instanceof String text && value != null) {
            field(above, text, value, level);
          }
        });
  }

  /** One field, whose name may be several levels with dots between. */
  private void field(String above, String name, Object value, int level) {
    String letters = above;
    int from = 0;
    while (from <= name.length()) {
      int dot = name.indexOf('.', from);
      int end = dot < 0 ? name.length() : dot;
      letters = FieldNames.unwrapped(letters + FieldNames.letters(name.substring(from, end)));
      String document = FieldNames.document(letters);
      if (document != null) {
        document(document, end == name.length() ? "" : name.substring(end + 1), value);
        return;
      }
      from = end + 1;
    }
    if (value instanceof Map<?, ?> map) {
      object(letters, map, level + 1);
    } else if (!(value instanceof List<?>)) {
      leaf(letters, value.toString().strip(), level);
    }
  }

  private void leaf(String letters, String text, int level) {
    if (text.isEmpty() || text.equals("null") || text.equals("-")) {
      return;
    }
    if (letters.equals("useridentity")) {
      if (structure(text) instanceof Map<?, ?> identity) {
        object(letters, identity, level + 1);
      }
      return;
    }
    if (letters.equals("actoruseruid")) {
      boolean arn = text.startsWith("arn:");
      put(new Place(arn ? "userIdentity.arn" : "userIdentity.principalId", 9), text);
      return;
    }
    Place place = FieldNames.place(letters);
    if (place != null) {
      put(place, text);
    }
  }

  private void put(Place place, String text) {
    Integer rank = ranks.get(place.path());
    if (rank == null || place.rank() < rank) {
      ranks.put(place.path(), place.rank());
      leaves.put(place.path(), text);
    }
  }

  /** A value at {@code path}, levels with dots between, of a document; the path may be empty. */
  private void document(String name, String path, Object value) {
    Object read = value instanceof String text ? scalar(text) : value;
    if (read == null) {
      return;
    }
    if (path.isEmpty()) {
      // A whole one says more than its parts.
      if (!(read instanceof String) || !documents.containsKey(name)) {
        documents.put(name, read);
      }
      return;
    }
    Object document = documents.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    if (document instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked")
      Map<String, @Nullable Object> tree = (Map<String, @Nullable Object>) map;
      graft(tree, path, read);
    }
  }

  private static void graft(Map<String, @Nullable Object> tree, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot <= 0 || dot == path.length() - 1) {
      tree.putIfAbsent(path, value);
      return;
    }
    Object below =
        tree.computeIfAbsent(
            path.substring(0, dot), key -> new LinkedHashMap<String, @Nullable Object>());
    if (below instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked")
      Map<String, @Nullable Object> further = (Map<String, @Nullable Object>) map;
      graft(further, path.substring(dot + 1), value);
    }
  }

  private static @Nullable Object scalar(String text) {
    if (text.isBlank() || text.equals("null") || text.equals("-")) {
      return null;
    }
    Object structure = structure(text);
    return structure == null ? text : structure;
  }

  /** The structure that a text is: JSON, or as tables print it; null if it is none. */
  private static @Nullable Object structure(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return null;
    }
    try {
      return Json.tree(stripped);
    } catch (IllegalArgumentException notJson) {
      return StructText.parse(stripped);
    }
  }

  private @Nullable String json() {
    String name = leaves.get("eventName");
    String source = leaves.get("eventSource");
    String time = leaves.get("eventTime");
    Instant at = time == null ? null : time(time);
    boolean identified = false;
    for (String path : leaves.keySet()) {
      identified |= path.startsWith("userIdentity.");
    }
    boolean told =
        identified || leaves.containsKey("eventID") || leaves.containsKey("eventVersion");
    if (name == null || source == null || at == null || !told || !isService(source)) {
      return null;
    }
    leaves.put("eventTime", at.toString());
    String created = "userIdentity.sessionContext.attributes.creationDate";
    Instant issued = leaves.containsKey(created) ? time(leaves.get(created)) : null;
    if (issued != null) {
      leaves.put(created, issued.toString());
    }
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    List<String> paths = new ArrayList<>(leaves.keySet());
    paths.sort(null);
    for (String path : paths) {
      graft(record, path, String.valueOf(leaves.get(path)));
    }
    record.putAll(documents);
    return JsonWriter.line(record);
  }

  private static boolean isService(String source) {
    String small = source.toLowerCase(Locale.ROOT);
    return small.contains(".amazonaws.") || small.endsWith(".aws");
  }

  /** A time as tables, log stores and schemas write it: also milliseconds since 1970. */
  private static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.length() >= 10 && text.length() <= 16 && text.chars().allMatch(Character::isDigit)) {
      long n = Long.parseLong(text);
      return text.length() <= 11
          ? Instant.ofEpochSecond(n)
          : Instant.ofEpochSecond(text.length() <= 14 ? n / 1000 : n / 1_000_000);
    }
    String plain = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) : text;
    Instant time = EventTime.parse(plain);
    if (time != null) {
      return time;
    }
    try {
      return LocalDateTime.parse(plain, AMERICAN).withNano(0).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notSo) {
      return null;
    }
  }
}
