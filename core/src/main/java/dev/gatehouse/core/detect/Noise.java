package dev.gatehouse.core.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What each detection said on labelled organizations, as docs/noise.tsv has it: how many findings,
 * and how many of them were false.
 */
public record Noise(List<Row> rows) {
  /**
   * One detection on one organization.
   *
   * @param seed which one
   * @param days watched
   * @param identities different origins that acted in it
   * @param wrong findings of which less than a tenth of the evidence is an attack's
   */
  public record Row(
      String detection, long seed, int days, int identities, int findings, int wrong) {}

  public Noise {
    rows = List.copyOf(rows);
  }

  /**
   * Reads lines of {@code detection, seed, days, identities, findings, false} with tabs between;
   * lines that begin with {@code #} are comments.
   *
   * @throws IllegalArgumentException if a line has other cells
   */
  public static Noise of(String text) {
    List<Row> rows = new ArrayList<>();
    text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(l -> rows.add(row(l)));
    return new Noise(rows);
  }

  private static Row row(String line) {
    String[] cells = line.split("\t", -1);
    try {
      if (cells.length == 6) {
        return new Row(
            cells[0],
            Long.parseLong(cells[1]),
            Integer.parseInt(cells[2]),
            Integer.parseInt(cells[3]),
            Integer.parseInt(cells[4]),
            Integer.parseInt(cells[5]));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("`" + line + "` has a word where a number belongs.", e);
    }
    throw new IllegalArgumentException("`" + line + "` has " + cells.length + " cells, not six.");
  }

  /** False ones of all findings, {@code 4 of 31}; a dash where nothing was measured. */
  String brief(String detection) {
    List<Row> of = of(detection, rows);
    return of.isEmpty() ? "–" : wrong(of) + " of " + findings(of);
  }

  /** The same as a sentence with the rate. */
  String words(String detection) {
    List<Row> of = of(detection, rows);
    if (of.isEmpty()) {
      return "not yet.";
    }
    SortedSet<Long> seeds = new TreeSet<>(of.stream().map(Row::seed).toList());
    double identityDays = of.stream().mapToDouble(r -> (double) r.days() * r.identities()).sum();
    String where =
        " on seed"
            + (seeds.size() == 1 ? " " : "s ")
            + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + " of [the range](range.md#the-noise-of-each-detection), "
            + of.stream().mapToInt(Row::days).sum()
            + " days in all.";
    if (findings(of) == 0) {
      return "no findings" + where;
    }
    return findings(of)
        + (findings(of) == 1 ? " finding, " : " findings, ")
        + wrong(of)
        + " false"
        + where
        + (wrong(of) == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " %.4f false ones a day for each 1,000 identities.",
                wrong(of) * 1000 / identityDays));
  }

  private static List<Row> of(String detection, List<Row> rows) {
    return rows.stream().filter(row -> row.detection().equals(detection)).toList();
  }

  private static int findings(List<Row> rows) {
    return rows.stream().mapToInt(Row::findings).sum();
  }

  private static int wrong(List<Row> rows) {
    return rows.stream().mapToInt(Row::wrong).sum();
  }
}
