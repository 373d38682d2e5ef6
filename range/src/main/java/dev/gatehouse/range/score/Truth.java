package dev.gatehouse.range.score;

import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a generated trail, read back.
 *
 * @param attacks campaign run and stage of each labelled event
 * @param lookAlikes look-alike of each labelled event
 * @param runs the campaign runs, in the order of the file
 * @param times of each run's events, ascending
 */
record Truth(
    Map<String, Marked> attacks,
    Map<String, String> lookAlikes,
    List<Run> runs,
    List<String> lookAlikeRuns,
    Map<String, List<Instant>> times,
    long seed,
    int days,
    int identities) {

  /** Least share of the evidence that a label needs in order to count. */
  private static final double LEAST_SHARE = 0.1;

  /** What an event was part of. */
  record Marked(String run, String stage) {}

  /** One campaign run. */
  record Run(
      String id,
      String campaign,
      String variant,
      Instant start,
      Instant end,
      List<String> stages) {}

  /**
   * Reads a truth folder.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Truth read(Path folder) throws IOException {
    Map<String, Marked> attacks = new HashMap<>();
    Map<String, List<Instant>> times = new TreeMap<>();
    lines(
        folder.resolve("labels.jsonl"),
        line -> {
          String run = text(line, "campaign");
          attacks.put(text(line, "eventID"), new Marked(run, text(line, "stage")));
          times
              .computeIfAbsent(run, key -> new ArrayList<>())
              .add(Instant.parse(text(line, "eventTime")));
        });
    times.values().forEach(list -> list.sort(null));
    Map<String, String> lookAlikes = new HashMap<>();
    lines(
        folder.resolve("lookalikes.jsonl"),
        line -> lookAlikes.put(text(line, "eventID"), text(line, "lookAlike")));
    List<Run> runs = new ArrayList<>();
    for (Map<String, @Nullable Object> run : list(folder.resolve("campaigns.json"))) {
      if (run.get("start") != null) {
        runs.add(
            new Run(
                text(run, "id"),
                text(run, "campaign"),
                text(run, "variant"),
                Instant.parse(text(run, "start")),
                Instant.parse(text(run, "end")),
                stages(run)));
      }
    }
    List<String> names = new ArrayList<>();
    for (Map<String, @Nullable Object> each : list(folder.resolve("lookalikes.json"))) {
      names.add(text(each, "id"));
    }
    Map<String, @Nullable Object> range = Json.object(read(folder, "range.json"));
    return new Truth(
        attacks,
        lookAlikes,
        runs,
        names,
        times,
        number(range, "seed"),
        (int) number(range, "days"),
        (int) number(range, "identities"));
  }

  /** Campaign runs that at least a tenth of these events are labelled with. */
  Set<String> attacksIn(List<String> evidence) {
    return shares(
        evidence,
        id -> {
          Marked marked = attacks.get(id);
          return marked == null ? null : marked.run();
        });
  }

  /** Look-alikes that at least a tenth of these events are labelled with. */
  Set<String> lookAlikesIn(List<String> evidence) {
    return shares(evidence, lookAlikes::get);
  }

  private static Set<String> shares(List<String> evidence, Names names) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String id : evidence) {
      String name = names.of(id);
      if (name != null) {
        counts.merge(name, 1, Integer::sum);
      }
    }
    double least = evidence.size() * LEAST_SHARE;
    counts.values().removeIf(count -> count < least);
    return counts.keySet();
  }

  private interface Names {
    @Nullable String of(String eventId);
  }

  private static List<String> stages(Map<String, @Nullable Object> run) {
    List<String> stages = new ArrayList<>();
    if (run.get("stages") instanceof List<?> list) {
      for (Object stage : list) {
        if (stage instanceof Map<?, ?> map && map.get("name") instanceof String name) {
          stages.add(name);
        }
      }
    }
    return stages;
  }

  private static String read(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "The folder `"
              + folder
              + "` has no `"
              + name
              + "`: give the truth folder of a generated range.",
          e);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, @Nullable Object>> list(Path file) throws IOException {
    Path folder = file.getParent() == null ? Path.of("") : file.getParent();
    Object tree = Json.tree(read(folder, String.valueOf(file.getFileName())));
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    if (tree instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map) {
          list.add(new LinkedHashMap<>((Map<String, @Nullable Object>) map));
        }
      }
    }
    return list;
  }

  /** Reads JSON lines; an empty line is skipped. */
  static void lines(Path file, java.util.function.Consumer<Map<String, @Nullable Object>> each)
      throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      lines.filter(line -> !line.isBlank()).forEach(line -> each.accept(Json.object(line)));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no file `" + file + "`.", e);
    }
  }

  /** A member that has to be there. */
  static String text(Map<String, @Nullable Object> line, String name) {
    Object value = line.get(name);
    if (value == null) {
      throw new IllegalArgumentException("A line has no `" + name + "`.");
    }
    return String.valueOf(value);
  }

  private static long number(Map<String, @Nullable Object> map, String name) {
    return map.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
