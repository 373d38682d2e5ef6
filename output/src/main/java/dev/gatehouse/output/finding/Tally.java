package dev.gatehouse.output.finding;

import dev.gatehouse.core.cases.CaseBook;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.trail.merge.TrailCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pass over the files met, and what it did not see.
 *
 * @param read of the files
 * @param judged of the pipeline
 * @param since only what lies from then on is told; {@link Instant#MIN} if all is
 * @param until records from then on were read and not taken; {@link Instant#MAX} if all were
 */
public record Tally(
    TrailCounts read, EmbeddedPipeline.Counts judged, Instant since, Instant until) {
  /** Of a run over all of the trail. */
  public Tally(TrailCounts read, EmbeddedPipeline.Counts judged) {
    this(read, judged, Instant.MIN, Instant.MAX);
  }

  private static final String PART = "  ";

  /** One line of the summary. */
  public record Line(String what, String value) {}

  /** {@code 1,204 records of 3 accounts, 2026-01-31 02:00:00 to 2026-01-31 18:12:44}. */
  public String span() {
    Map<String, TrailCounts.Range> accounts = read.accounts();
    String records = Text.count(read.delivered(), "record");
    if (accounts.isEmpty()) {
      return records;
    }
    return records
        + " of "
        + Text.count(accounts.size(), "account")
        + ", "
        + Label.time(first())
        + " to "
        + Label.time(last())
        + " UTC"
        + (until.isAfter(last()) ? "" : ", taken up to " + Label.time(until) + " UTC");
  }

  /** Time of the first event; {@link Instant#MAX} if there is none. */
  public Instant first() {
    return read.accounts().values().stream()
        .map(TrailCounts.Range::first)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Time of the last event; {@link Instant#MIN} if there is none. */
  public Instant last() {
    return read.accounts().values().stream()
        .map(TrailCounts.Range::last)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /** Up to when records were taken, or the last of them. */
  public Instant end() {
    return until.isBefore(last()) ? until : last();
  }

  /**
   * The summary, one fact a line; what did not happen is left out. Indented lines are parts of the
   * line above them that is not: none is counted twice, and together they are all of it.
   */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(line("Files read", read.files()));
    new TreeMap<>(read.skipped()).forEach((kind, n) -> add(lines, "Left out: " + kind.plural(), n));
    new TreeMap<>(read.rejected())
        .forEach((reason, n) -> add(lines, "Rejected, what " + reason.words(), n));
    lines.add(line("Records read", read.records()));
    lines.add(line(PART + "judged", judged.events()));
    add(lines, PART + "duplicates, dropped", read.duplicates());
    add(lines, PART + "too late to be judged", judged.late());
    add(
        lines,
        PART + "from --until on, not taken",
        read.delivered() - judged.events() - judged.late());
    add(
        lines,
        "Kept under an id of their own: id and time of another record, other content",
        read.conflicts());
    add(lines, "Judged before their lateness was over, for want of memory", judged.sealedEarly());
    CaseBook.Counts cases = judged.cases();
    add(lines, "Findings put into cases early, for want of memory", cases.sealedEarly());
    add(lines, "Their later changes, which changed no case", cases.changedLate());
    add(lines, "Links to cases forgotten early, for want of memory", cases.forgottenEarly());
    lines.add(line("Events made with temporary credentials", judged.temporary()));
    long gaps = sum(judged.gapsOfLinked());
    add(lines, PART + "linked to their origin", judged.linked() - gaps);
    new TreeMap<>(judged.gapsOfLinked())
        .forEach((kind, n) -> add(lines, PART + "linked, but " + words(kind), n));
    new TreeMap<>(judged.gaps())
        .forEach((kind, n) -> add(lines, PART + "origin not known: " + words(kind), n));
    add(
        lines,
        PART + "origin not known",
        judged.temporary() - judged.linked() - sum(judged.gaps()));
    return lines;
  }

  private static long sum(Map<Gap.Kind, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void add(List<Line> lines, String what, long n) {
    if (n > 0) {
      lines.add(line(what, n));
    }
  }

  private static Line line(String what, long n) {
    return new Line(what, String.format(java.util.Locale.ROOT, "%,d", n));
  }

  private static String words(Gap.Kind kind) {
    return switch (kind) {
      case PENDING -> "issuing record still awaited";
      case NO_ISSUING_RECORD -> "no record issued the credential";
      case ISSUED_BEFORE_TRAIL -> "issued before the trail begins";
      case ISSUER_OUTSIDE_TRAIL -> "called from outside accounts, whose own trail would tell";
      case CONSOLE_KEY -> "made by the console, which records no issue";
      case SERVICE_KEY -> "made by a service, which records no issue";
      case AMBIGUOUS -> "several live sessions of one name";
      case LOOP -> "the chain leads back into itself";
      case HOPS_MAX -> "the chain is longer than is followed";
    };
  }
}
