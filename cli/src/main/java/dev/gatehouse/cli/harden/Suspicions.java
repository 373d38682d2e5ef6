package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.harden.history.SuspectSessions.Suspicion;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What findings say of sessions. */
record Suspicions(List<Suspicion> list) {
  Suspicions {
    list = List.copyOf(list);
  }

  /** The records that they cite. */
  Set<String> evidence() {
    Set<String> ids = new LinkedHashSet<>();
    list.forEach(each -> ids.addAll(each.evidence()));
    return ids;
  }

  /**
   * Those of a file that {@code detect --format jsonl} wrote.
   *
   * @throws Refusal if it cannot be read or a line is no finding
   */
  static Suspicions read(Path file) {
    List<Suspicion> list = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          Suspicion one = suspicion(line, file, number);
          if (one != null) {
            list.add(one);
          }
        }
      }
    } catch (IOException e) {
      throw Refusal.unreadable("The findings `" + file + "` cannot be read.");
    }
    return new Suspicions(list);
  }

  /** Who is behind a finding of high severity; a file of findings tells of no cases. */
  private static List<String> origins(Map<String, @Nullable Object> finding) {
    boolean high =
        "high".equals(finding.get("severity")) || "critical".equals(finding.get("severity"));
    return high && finding.get("origin") instanceof String origin ? List.of(origin) : List.of();
  }

  private static @Nullable Suspicion suspicion(String line, Path file, int number) {
    try {
      Map<String, @Nullable Object> finding = Json.object(line);
      if ("low".equals(finding.get("severity")) || "withdrawn".equals(finding.get("state"))) {
        return null;
      }
      List<String> evidence = new ArrayList<>();
      if (finding.get("evidence") instanceof List<?> ids) {
        ids.forEach(id -> evidence.add(String.valueOf(id)));
      }
      String key = null;
      String issuedBy = null;
      if (finding.get("lineage") instanceof List<?> hops
          && !hops.isEmpty()
          && hops.get(0) instanceof Map<?, ?> hop) {
        key = hop.get("accessKeyId") instanceof String text ? text : null;
        issuedBy = hop.get("issuedBy") instanceof String text ? text : null;
      }
      return new Suspicion(
          String.valueOf(finding.get("id")),
          Instant.parse(String.valueOf(finding.get("start"))),
          Instant.parse(String.valueOf(finding.get("end"))),
          evidence,
          key,
          issuedBy,
          origins(finding));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Refusal.unreadable(
          "Line "
              + number
              + " of `"
              + file
              + "` is no finding; write it with `detect --format jsonl`.");
    }
  }
}
