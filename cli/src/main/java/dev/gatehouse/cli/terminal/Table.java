package dev.gatehouse.cli.terminal;

import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns for people. The last column takes what is left of the width and wraps; the others are as
 * wide as their widest cell, up to their bound. Where the width is small, the fields of a row stand
 * one under the other. A word, such as an id or an ARN, is never broken, so that it can be copied.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int LAST_LEAST = 24;

  /** A narrower screen gets fields one under the other, unless all rows fit. */
  private static final int STACKED_BELOW = 100;

  private static final int STACKED_COLUMNS_LEAST = 3;
  private static final String INDENT = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  private record Column(String title, int widthMax, boolean right) {}

  /**
   * One field.
   *
   * @param text without control characters (see {@link Text#oneLine})
   * @param paint how it is coloured; it must not change what is read
   */
  public record Cell(String text, UnaryOperator<String> paint) {
    /** A field without colour. */
    public static Cell of(String text) {
      return new Cell(Text.oneLine(text), UnaryOperator.identity());
    }

    /** A field with colour. */
    public static Cell of(String text, UnaryOperator<String> paint) {
      return new Cell(Text.oneLine(text), paint);
    }
  }

  /** Adds a column whose text stands left. */
  public Table column(String title, int widthMax) {
    columns.add(new Column(title, widthMax, false));
    return this;
  }

  /** Adds a column of numbers. */
  public Table number(String title) {
    columns.add(new Column(title, 12, true));
    return this;
  }

  /** Adds a row with one cell for each column. */
  public void row(Cell... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.length + " cells in a table of " + columns.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  /** Adds a line under the last row, in the last column. */
  public void under(Cell cell) {
    List<Cell> row = new ArrayList<>();
    for (int i = 1; i < columns.size(); i++) {
      row.add(Cell.of(""));
    }
    row.add(cell);
    rows.add(List.copyOf(row));
  }

  /** Writes the table, {@code width} characters wide if it can be. */
  public void print(PrintWriter out, int width, Paint paint) {
    print(out, width, paint, true);
  }

  /** Writes the table, with the columns' titles or without. */
  public void print(PrintWriter out, int width, Paint paint, boolean headed) {
    int[] widths = widths(width);
    boolean stacked = isStacked(width);
    if (headed && stacked) {
      printStacked(
          out,
          columns.stream().map(column -> Cell.of(column.title(), paint::faint)).toList(),
          widths,
          width);
    } else if (headed) {
      head(out, widths, paint);
    }
    for (List<Cell> row : rows) {
      if (stacked) {
        printStacked(out, row, widths, width);
      } else {
        printRow(out, row, widths);
      }
    }
  }

  private boolean isStacked(int width) {
    if (width >= STACKED_BELOW || columns.size() < STACKED_COLUMNS_LEAST) {
      return false;
    }
    int last = columns.size() - 1;
    int[] unbound = widths(Integer.MAX_VALUE);
    int taken = 0;
    for (int i = 0; i < last; i++) {
      taken += unbound[i] + GAP.length();
    }
    for (List<Cell> row : rows) {
      if (taken + row.get(last).text().length() > width) {
        return true;
      }
    }
    return false;
  }

  private void head(PrintWriter out, int[] widths, Paint paint) {
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      pad(head, columns.get(i).title(), columns.get(i).title(), i, widths);
    }
    out.println(paint.faint(head.toString().stripTrailing()));
  }

  /** The short fields on a line, as far as it goes; the last one under them. */
  private void printStacked(PrintWriter out, List<Cell> row, int[] widths, int width) {
    int last = row.size() - 1;
    StringBuilder line = new StringBuilder();
    int taken = 0;
    for (int i = 0; i < last; i++) {
      Cell cell = row.get(i);
      if (taken > 0 && taken + Math.max(widths[i], cell.text().length()) > width) {
        out.println(line.toString().stripTrailing());
        line.setLength(0);
        line.append(INDENT);
        taken = INDENT.length();
      }
      pad(line, cell.text(), cell.paint().apply(cell.text()), i, widths);
      taken += Math.max(widths[i], cell.text().length()) + GAP.length();
    }
    String lead = line.toString().stripTrailing();
    Cell told = row.get(last);
    // What is left of the short fields shares a line with the last one where both fit.
    boolean shares =
        lead.startsWith(INDENT) && !lead.isBlank() && taken + told.text().length() <= width;
    if (shares) {
      out.println(line + told.paint().apply(told.text()));
      return;
    }
    if (!lead.isBlank()) {
      out.println(lead);
    }
    String indent = INDENT;
    for (String part : wrap(told.text(), width - 2 * INDENT.length())) {
      if (!part.isEmpty()) {
        out.println(indent + told.paint().apply(part));
      }
      indent = INDENT + INDENT;
    }
  }

  private void printRow(PrintWriter out, List<Cell> row, int[] widths) {
    int last = row.size() - 1;
    StringBuilder line = new StringBuilder();
    int indent = 0;
    for (int i = 0; i < last; i++) {
      String text = Text.cut(row.get(i).text(), widths[i]);
      pad(line, text, row.get(i).paint().apply(text), i, widths);
      indent += widths[i] + GAP.length();
    }
    boolean first = true;
    for (String part : wrap(row.get(last).text(), widths[last])) {
      if (!first) {
        line.append(" ".repeat(indent));
      }
      line.append(row.get(last).paint().apply(part));
      out.println(line.toString().stripTrailing());
      line.setLength(0);
      first = false;
    }
  }

  private void pad(StringBuilder line, String text, String painted, int i, int[] widths) {
    String blanks = " ".repeat(Math.max(0, widths[i] - text.length()));
    boolean right = columns.get(i).right();
    line.append(right ? blanks + painted : painted + blanks);
    if (i < columns.size() - 1) {
      line.append(GAP);
    }
  }

  private int[] widths(int width) {
    int[] widths = new int[columns.size()];
    int taken = 0;
    for (int i = 0; i < widths.length; i++) {
      int widest = columns.get(i).title().length();
      for (List<Cell> row : rows) {
        widest = Math.max(widest, row.get(i).text().length());
      }
      widths[i] = Math.min(widest, Math.max(columns.get(i).widthMax(), 1));
      if (i < widths.length - 1) {
        taken += widths[i] + GAP.length();
      }
    }
    widths[widths.length - 1] = Math.max(LAST_LEAST, width - taken);
    return widths;
  }

  /** Breaks at blanks only: a word wider than the column hangs over. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : rest.indexOf(' ', 1);
      if (end < 0) {
        break;
      }
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
