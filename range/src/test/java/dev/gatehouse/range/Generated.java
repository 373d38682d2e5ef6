package dev.gatehouse.range;

import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads a generated range back, record by record. */
public final class Generated {
  private final Path folder;

  Generated(Path folder) {
    this.folder = folder;
  }

  /** All records, duplicates included. */
  List<Map<String, Object>> records() throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Path file : files("trail")) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        Object records =
            Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8)).get("Records");
        for (Object record : (List<?>) records) {
          all.add(cast(record));
        }
      }
    }
    return all;
  }

  List<Path> files(String part) throws IOException {
    try (Stream<Path> walk = Files.walk(folder.resolve(part))) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  List<Map<String, Object>> lines(String name) throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("truth").resolve(name))) {
      lines.add(cast(Json.object(line)));
    }
    return lines;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> cast(Object map) {
    return (Map<String, Object>) map;
  }

  static String text(Map<String, Object> record, String... path) {
    Object value = record;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value == null ? null : value.toString();
  }
}
