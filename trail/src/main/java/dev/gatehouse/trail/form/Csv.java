package dev.gatehouse.trail.form;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of comma-separated values (RFC 4180), or of values separated by semicolons or tabs, as
 * the first row is.
 */
public final class Csv {
  private final InputStream in;
  private final int rowBytesMax;
  private final ByteArrayOutputStream cell = new ByteArrayOutputStream(256);
  private int separator;
  private long offset;
  private long rowAt;

  /**
   * @param in UTF-8
   * @param rowBytesMax what one row may take; the rest of a longer one is dropped
   */
  public Csv(InputStream in, int rowBytesMax) {
    this.in = in;
    this.rowBytesMax = rowBytesMax;
  }

  /** What separates the values of a first row. */
  public static char separator(String header) {
    int commas = count(header, ',');
    int semicolons = count(header, ';');
    int tabs = count(header, '\t');
    return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
  }

  private static int count(String text, char c) {
    return (int) text.chars().filter(each -> each == c).count();
  }

  /** Takes rows apart at {@code c} from now on. */
  public void separatedBy(char c) {
    separator = c;
  }

  /** Where the last row begins. */
  public long rowAt() {
    return rowAt;
  }

  /**
   * The values of the next row, unquoted; null at the end. A row that is too long ends in a value
   * that is null.
   */
  public @Nullable List<@Nullable String> next() throws IOException {
    int b = read();
    while (b == '\n' || b == '\r') {
      b = read();
    }
    if (b < 0) {
      return null;
    }
    rowAt = offset - 1;
    List<@Nullable String> row = new ArrayList<>();
    long bytes = 0;
    while (true) {
      cell.reset();
      boolean quoted = b == '"';
      b = quoted ? read() : b;
      while (b >= 0) {
        if (quoted && b == '"') {
          b = read();
          if (b != '"') {
            quoted = false;
            continue;
          }
        } else if (!quoted && (b == separator || b == '\n' || b == '\r')) {
          break;
        }
        if (++bytes <= rowBytesMax) {
          cell.write(b);
        }
        b = read();
      }
      row.add(bytes > rowBytesMax ? null : cell.toString(StandardCharsets.UTF_8));
      if (b != separator) {
        return row;
      }
      b = read();
    }
  }

  private int read() throws IOException {
    int b = in.read();
    offset++;
    return b;
  }
}
