package dev.gatehouse.cli.terminal;

import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns for people. The last column takes what is left of the width and wraps; the others are as
 * wide as their widest cell, up to their bound.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int LAST_LEAST = 24;

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
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      pad(head, columns.get(i).title(), columns.get(i).title(), i, widths);
    }
    if (headed) {
      out.println(paint.faint(head.toString().stripTrailing()));
    }
    for (List<Cell> row : rows) {
      printRow(out, row, widths);
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

  /** Breaks at blanks; a word wider than the column is cut where the column ends. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > 0 ? blank : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
