package dev.gatehouse.trail.read;

import dev.gatehouse.trail.form.Csv;
import dev.gatehouse.trail.form.Rewritten;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as text, with the names of its columns in the first row: results of Athena, CloudTrail
 * Lake and Logs Insights, the event history of the console, exports of log stores.
 */
final class Table {
  /** How much of a stream is looked at to know a table. */
  static final int HEADER_BYTES_MAX = 16 << 10;

  private final char separator;
  private final List<String> columns;

  private Table(char separator, List<String> columns) {
    this.separator = separator;
    this.columns = columns;
  }

  /** The table that {@code in} begins, left where it stands; null if it is none of records. */
  static @Nullable Table begins(PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(HEADER_BYTES_MAX);
    in.unread(head);
    int end = 0;
    boolean mark = head.length > 2 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB;
    int from = mark ? 3 : 0;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    String header = new String(head, from, Math.max(0, end - from), StandardCharsets.UTF_8);
    char separator = Csv.separator(header);
    Csv first = new Csv(new ByteArrayInputStream(header.getBytes(StandardCharsets.UTF_8)), 1 << 20);
    first.separatedBy(separator);
    List<@Nullable String> names = first.next();
    if (names == null) {
      return null;
    }
    List<String> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(name == null ? "" : name.strip());
    }
    boolean carries = columns.stream().anyMatch(Recognizer::isCarrierColumn);
    return carries || Rewritten.canBe(columns) ? new Table(separator, columns) : null;
  }

  /** Hands the rows to {@code recognizer}. */
  void read(
      InputStream in, String file, TrailLimits limits, Recognizer recognizer, TrailSink sink) {
    Csv csv = new Csv(in, limits.recordBytesMax());
    csv.separatedBy(separator);
    try {
      csv.next();
      String lacks =
          columns.stream().anyMatch(Recognizer::isCarrierColumn) ? "" : Rewritten.lacks(columns);
      if (!lacks.isEmpty()) {
        sink.lacking(file, lacks);
      }
      for (List<@Nullable String> row = csv.next(); row != null; row = csv.next()) {
        row(row, csv.rowAt(), recognizer);
      }
    } catch (IOException e) {
      recognizer.reject(
          Splitter.reason(e), Math.max(0, csv.rowAt()), Splitter.detail(e), new byte[0]);
    }
  }

  private void row(List<@Nullable String> row, long offset, Recognizer recognizer) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(row.size(), columns.size()); i++) {
      fields.put(columns.get(i), row.get(i));
    }
    byte[] start = String.valueOf(row.get(0)).getBytes(StandardCharsets.UTF_8);
    if (row.contains(null)) {
      recognizer.reject(
          Reason.OVERSIZED, offset, "The row is larger than a record may be.", excerpt(start));
    } else if (row.size() > columns.size()) {
      recognizer.reject(
          Reason.MALFORMED,
          offset,
          "The row has more values than the table has columns.",
          excerpt(start));
    } else if (!recognizer.takeFields(fields, offset)) {
      recognizer.reject(
          Reason.NOT_A_RECORD,
          offset,
          "The row holds no CloudTrail record, nor the call, the service and the time of one.",
          excerpt(start));
    }
  }

  private static byte[] excerpt(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, Math.min(bytes.length, Rejected.START_BYTES_MAX));
  }
}
