package dev.gatehouse.cli.policy;

import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/** Takes a file apart that holds one JSON object, over many lines, or one object a line. */
final class QuestionFile {
  /**
   * One object.
   *
   * @param line the line it begins on, from 1
   */
  record Entry(int line, String text) {}

  private QuestionFile() {}

  static List<Entry> of(String text) {
    if (isOneDocument(text)) {
      return List.of(new Entry(1, text));
    }
    List<Entry> entries = new ArrayList<>();
    int line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      if (!each.isBlank()) {
        entries.add(new Entry(line, each));
      }
    }
    return entries;
  }

  /** A first line that is an object by itself means one object a line. */
  private static boolean isOneDocument(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return true;
    }
    try {
      JsonReader.read(text.substring(0, end));
      return false;
    } catch (JsonException e) {
      return text.stripLeading().startsWith("{") && !text.substring(0, end).strip().endsWith("}");
    }
  }
}
