package dev.gatehouse.range.check;

import dev.gatehouse.policy.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Compares the field names of generated records with those of real ones, call by call.
 *
 * <p>Fields of the call are grouped by service, call and whether it failed; fields of the caller by
 * the caller's type. Of each group that both sides have it tells which fields every real record has
 * and no generated one, and which fields generated records have and no real one. Values are not
 * looked at.
 */
public final class FieldCheck {
  private static final Set<String> CALLER_FIELDS =
      Set.of("sessionCredentialFromConsole", "sharedEventID", "vpcEndpointId");

  private final Map<String, FieldSets> real = new TreeMap<>();
  private final Map<String, FieldSets> generated = new TreeMap<>();

  /** Adds real records: files and folders, JSON or JSON lines, packed or not. */
  public void real(Path path) throws IOException {
    read(path, record -> add(real, record));
  }

  /** Adds generated records. */
  public void generated(Path path) throws IOException {
    read(path, record -> add(generated, record));
  }

  /** What differs, one line a group and field, in the order of their names. */
  public List<Difference> differences() {
    List<Difference> list = new ArrayList<>();
    real.forEach(
        (group, sets) -> {
          FieldSets ours = generated.get(group);
          if (ours != null) {
            Set<String> missing = new TreeSet<>(sets.always());
            missing.removeAll(ours.ever());
            missing.forEach(field -> list.add(new Difference(group, field, true, sets.count())));
            Set<String> invented = new TreeSet<>(ours.ever());
            invented.removeAll(sets.ever());
            invented.forEach(field -> list.add(new Difference(group, field, false, sets.count())));
          }
        });
    return list;
  }

  /** Groups that both sides have. */
  public Set<String> compared() {
    Set<String> both = new TreeSet<>(real.keySet());
    both.retainAll(generated.keySet());
    return both;
  }

  /**
   * One difference.
   *
   * @param missing every real record has the field and no generated one; else the other way round
   * @param records how many real records speak
   */
  public record Difference(String group, String field, boolean missing, int records) {}

  private static void add(Map<String, FieldSets> groups, Map<?, ?> record) {
    Object type = record.get("userIdentity") instanceof Map<?, ?> who ? who.get("type") : null;
    String call =
        "call "
            + record.get("eventSource")
            + " "
            + record.get("eventName")
            + (record.get("errorCode") == null ? "" : " failed");
    Set<String> ofCall = new TreeSet<>();
    Set<String> ofCaller = new TreeSet<>();
    Set<String> fields = new TreeSet<>();
    collect("", record, 0, fields);
    for (String field : fields) {
      boolean caller = field.startsWith("userIdentity") || CALLER_FIELDS.contains(field);
      (caller ? ofCaller : ofCall).add(field);
    }
    groups.computeIfAbsent(call, key -> new FieldSets()).add(ofCall);
    groups.computeIfAbsent("caller " + type, key -> new FieldSets()).add(ofCaller);
  }

  /** Field paths, four levels deep; items of a list stand for each other. */
  private static void collect(String path, Object value, int depth, Set<String> fields) {
    if (depth > 4) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, inner) -> {
            String field = path.isEmpty() ? String.valueOf(name) : path + "." + name;
            if (inner != null) {
              fields.add(field);
              collect(field, inner, depth + 1, fields);
            }
          });
    } else if (value instanceof List<?> list) {
      list.forEach(
          item -> {
            if (item != null) {
              collect(path + "[]", item, depth, fields);
            }
          });
    }
  }

  private static void read(Path path, Consumer<Map<?, ?>> each) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(path)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      records(text(file), each);
    }
  }

  private static void records(String text, Consumer<Map<?, ?>> each) {
    try {
      spread(Json.tree(text), each);
    } catch (IllegalArgumentException notOneDocument) {
      text.lines().map(Json::object).forEach(record -> spread(record, each));
    }
  }

  private static void spread(
      @org.jspecify.annotations.Nullable Object tree, Consumer<Map<?, ?>> each) {
    if (tree instanceof List<?> list) {
      list.forEach(item -> spread(item, each));
    } else if (tree instanceof Map<?, ?> map) {
      if (map.get("Records") instanceof List<?> list) {
        spread(list, each);
      } else if (map.get("eventName") != null) {
        each.accept(map);
      }
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      InputStream in = packed ? new GZIPInputStream(raw) : raw;
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final class FieldSets {
    private final Set<String> ever = new TreeSet<>();
    private final Set<String> always = new TreeSet<>();
    private int count;

    void add(Set<String> fields) {
      ever.addAll(fields);
      if (count++ == 0) {
        always.addAll(fields);
      } else {
        always.retainAll(fields);
      }
    }

    Set<String> ever() {
      return ever;
    }

    Set<String> always() {
      return always;
    }

    int count() {
      return count;
    }
  }
}
