package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Out;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Findings whose windows are not over, so that further records add to them: one open report for
 * each subject and window. The memory of most detections has one of these.
 *
 * <pre>
 * OpenReports open = memory.at(time);
 * Report report = open.draft(about(), Window.hour(time), key, subject).gravest(match, in);
 * return Step.of(open.with(report), report.out(time));
 * </pre>
 *
 * <p>There are at most {@value #MAX}. Beyond that the one whose last record is oldest is forgotten;
 * of equally old ones the one with the least id, which ends in a hash. If its subject is met again
 * within the window, its finding begins anew under the same id, with the records from then on.
 *
 * @param reports in the order in which they were added to last
 */
public record OpenReports(List<Report> reports) {
  /** How many are kept. */
  public static final int MAX = 50;

  /** None open. */
  public static final OpenReports NONE = new OpenReports(List.of());

  private static final Comparator<Report> BY_LAST_RECORD =
      Comparator.comparing((Report report) -> report.finding().end())
          .thenComparing(report -> report.finding().id());

  public OpenReports {
    reports = List.copyOf(reports);
  }

  /**
   * A finding that may be added to.
   *
   * @param finding as it stands, with all records of its window so far
   * @param end first moment after its window
   */
  public record Report(Finding finding, Instant end) {
    /** The finding put out by the record of {@code time}; nothing changes it after its window. */
    public Out<Finding> out(Instant time) {
      return new Out<>(finding.id(), time, end.minusNanos(1), finding);
    }
  }

  /** This without the reports whose windows are over at {@code time}. */
  public OpenReports at(Instant time) {
    return reports.stream().allMatch(report -> time.isBefore(report.end()))
        ? this
        : new OpenReports(reports.stream().filter(report -> time.isBefore(report.end())).toList());
  }

  /** The open finding of an id; null if there is none. */
  public @Nullable Finding finding(String id) {
    for (Report report : reports) {
      if (report.finding().id().equals(id)) {
        return report.finding();
      }
    }
    return null;
  }

  /** This with a report in the place of the one of the same finding. */
  public OpenReports with(Report report) {
    List<Report> all = new ArrayList<>(reports);
    all.removeIf(other -> other.finding().id().equals(report.finding().id()));
    if (all.size() == MAX) {
      all.remove(all.stream().min(BY_LAST_RECORD).orElseThrow());
    }
    all.add(report);
    return new OpenReports(all);
  }

  /** When the last of the windows is over; {@link Instant#MIN} if none is open. */
  public Instant end() {
    return reports.stream().map(Report::end).max(Instant::compareTo).orElse(Instant.MIN);
  }

  /**
   * The report of one subject and window, to be written on: the open one, or a new one.
   *
   * @param parts what tells two findings of one window apart; see {@link FindingId}
   */
  public Draft draft(About about, Window window, String... parts) {
    String id = FindingId.of(about.id(), window.from(), parts);
    return new Draft(about, window, id, finding(id), Evidence.NONE);
  }

  /** A report before the record at hand is added to it. */
  public static final class Draft {
    private final About about;
    private final Window window;
    private final String id;
    private final @Nullable Finding open;
    private final Evidence evidence;

    private Draft(
        About about, Window window, String id, @Nullable Finding open, Evidence evidence) {
      this.about = about;
      this.window = window;
      this.id = id;
      this.open = open;
      this.evidence = evidence;
    }

    /** The open finding; null if the report is new. */
    public @Nullable Finding open() {
      return open;
    }

    /** Lets a new report begin with records before the one at hand: what led to it. */
    public Draft after(Evidence before) {
      return new Draft(about, window, id, open, before);
    }

    /** The record added, in the words of the gravest record; of equally grave ones the first. */
    public Report gravest(Match match, Activity in) {
      return open != null && open.score() >= match.score() ? also(in) : newest(match, in);
    }

    /** The record added to the open finding, whose words stay. */
    public Report also(Activity in) {
      return new Report(Objects.requireNonNull(open).with(evidence(in)), window.end());
    }

    /** The record added, in its own words. */
    public Report newest(Match match, Activity in) {
      Instant raised = open == null ? in.event().time() : open.raised();
      Finding finding = match.finding(about, id, in, evidence(in), raised);
      return new Report(finding, window.end());
    }

    private Evidence evidence(Activity in) {
      Evidence before = open == null ? evidence : open.records();
      return before.and(in.event().id(), in.event().time());
    }
  }
}
