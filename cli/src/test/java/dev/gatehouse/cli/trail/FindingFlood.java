package dev.gatehouse.cli.trail;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.CaseBook;
import dev.gatehouse.core.cases.CaseBounds;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Join;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.FindingLedger;
import dev.gatehouse.core.pipeline.JudgedFinding;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.finding.CaseJson;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.finding.Tally;
import dev.gatehouse.trail.merge.TrailCounts;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Findings without end through what keeps and writes them: {@link FindingLedger}, {@link CaseBook},
 * {@link FindingSpool} and the writers of {@code detect --format jsonl}.
 *
 * <p>They are raised {@value #APART_MILLIS} ms apart, so ten millions of them within 116 days, in
 * which hardly a link to a case would be forgotten if there were room. One in ten is of the same
 * session and makes one huge case; the others are of 100,000 people. Each is told, one in eight is
 * revised, one in a hundred withdrawn, and the others settle an hour later.
 */
final class FindingFlood {
  static final long APART_MILLIS = 1_000;

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BATCH = 1_000;
  private static final int SETTLES_AFTER = (int) (3_600_000 / APART_MILLIS);

  private final int total;
  private final FindingSpool found = new FindingSpool(finding -> true, TrailPass.Wanted.FINDINGS);
  private final BuildCases build = new BuildCases(Map.of(), Estate.EMPTY);
  private final CaseBook book = new CaseBook(build, CaseBounds.DEFAULT);
  private final List<CaseBook.Counts> fill = new ArrayList<>();
  private final FindingLedger ledger =
      new FindingLedger(
          List.of(found, (state, counts) -> book.change(counts ? state : state.withdrawn())));

  /** A flood of so many findings. */
  FindingFlood(int total) {
    this.total = total;
  }

  /** Lets them all through; what was kept can then be asked. */
  FindingFlood run() {
    Instant reached = BEGIN;
    for (int from = 0; from < total + SETTLES_AFTER + BATCH; from += BATCH) {
      for (int i = from; i < from + BATCH; i++) {
        said(i, 0, false);
        said(i - BATCH, 1, i % 8 == 0);
        settled(i - SETTLES_AFTER);
      }
      ledger.tell();
      book.tell(found);
      Instant hour = time(from + BATCH - SETTLES_AFTER).truncatedTo(ChronoUnit.HOURS);
      if (hour.isAfter(reached)) {
        reached = hour;
        ledger.forget(hour);
        book.seal(hour, found);
      }
      if (from % (100 * BATCH) == 0) {
        fill.add(book.counts());
      }
    }
    book.finish(found);
    return this;
  }

  private void said(int number, int revision, boolean isRevised) {
    if (number < 0 || number >= total || (revision > 0 && !isRevised && !isWithdrawn(number))) {
      return;
    }
    boolean withdrawn = revision > 0 && isWithdrawn(number);
    ledger.changed(change(number, revision, withdrawn));
  }

  private void settled(int number) {
    if (number >= 0 && number < total && !isWithdrawn(number)) {
      ledger.settled(change(number, (number + BATCH) % 8 == 0 ? 1 : 0, false));
    }
  }

  static boolean isWithdrawn(int number) {
    return number % 100 == 99;
  }

  private static Instant time(int number) {
    return BEGIN.plusMillis(number * APART_MILLIS);
  }

  private static Change<JudgedFinding> change(int number, int revision, boolean withdrawn) {
    Instant time = time(number);
    Finding finding = finding(number, revision);
    return new Change<>(
        finding.id(),
        "flood/" + number,
        time,
        time.plus(Duration.ofHours(1)),
        new JudgedFinding(finding, true),
        withdrawn);
  }

  private static Finding finding(int number, int revision) {
    Instant time = time(number);
    boolean isHuge = number % 10 == 0;
    String user = "arn:aws:iam::111122223333:user/" + (isHuge ? "eve" : "u" + mixed(number));
    String role = "arn:aws:iam::123456789012:role/deploy";
    String key = isHuge ? "ASIAHUGE" : "ASIA" + number;
    Hop hop =
        new Hop(
            role,
            role + "/session",
            key,
            "AssumeRole",
            "issue-of-" + key,
            time.minusSeconds(60),
            time.plusSeconds(3540),
            "198.51.100.7",
            Join.ACCESS_KEY,
            1);
    Evidence evidence = Evidence.NONE;
    for (int i = 0; i <= revision; i++) {
      evidence = evidence.and("record-" + number + "-" + i, time);
    }
    return new Finding(
        String.format("flood-%08d", number),
        "new-place",
        SignalCategory.values()[number / 10 % 5],
        Headline.of("{} called from a new place", Quantity.text(user)),
        number % 7 == 0 ? Severity.HIGH : Severity.MEDIUM,
        Confidence.MEDIUM,
        role,
        user,
        "123456789012",
        time,
        evidence,
        new Lineage(
            List.of(hop), user, OriginType.USER, null, null, null, 1, 1, List.of(), List.of()),
        List.of(),
        List.of(Attack.of("T1078.004")));
  }

  /** One of 100,000, spread over time. */
  private static int mixed(int number) {
    return Math.floorMod(number * 0x9E3779B9, 100_000);
  }

  FindingSpool found() {
    return found;
  }

  /** How full the book was, as time went on. */
  List<CaseBook.Counts> fill() {
    return fill;
  }

  CaseBook.Counts counts() {
    return book.counts();
  }

  /** Writes everything as the command line would, and counts the characters. */
  long written() {
    long[] written = new long[1];
    Writer counting =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) {
            written[0] += length;
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Detected detected =
        new Detected(
            found.findings(),
            finding -> true,
            found.shadow(),
            found.cases(),
            Map.of(),
            Map.of(),
            new Tally(
                new TrailCounts(0, 0, 0, Map.of(), Map.of(), 0, 0, 0, 0, Map.of()),
                new EmbeddedPipeline.Counts(
                    0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), book.counts())),
            Names.of(Estate.EMPTY));
    PrintWriter out = new PrintWriter(counting);
    new FindingJson().write(detected, out);
    new CaseJson().write(detected, out);
    out.flush();
    return written[0];
  }

  /** The number of findings; prints what came of them. */
  public static void main(String[] arguments) {
    long begin = System.nanoTime();
    FindingFlood flood = new FindingFlood(Integer.parseInt(arguments[0])).run();
    long between = System.nanoTime();
    long characters = flood.written();
    long inCases = 0;
    long huge = 0;
    for (var told : flood.found().cases()) {
      inCases += told.mergedInto() == null ? told.findingCount() : 0;
      huge = Math.max(huge, told.findingCount());
    }
    System.out.printf(
        "findings %d, in cases %d, cases %d, largest %d, characters %d, book %s,"
            + " through in %d s, written in %d s, heap at most %d MB%n",
        flood.found().findings().size(),
        inCases,
        flood.found().cases().size(),
        huge,
        characters,
        flood.counts(),
        Duration.ofNanos(between - begin).toSeconds(),
        Duration.ofNanos(System.nanoTime() - between).toSeconds(),
        Runtime.getRuntime().maxMemory() >> 20);
    flood.found().close();
  }
}
