package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A detection that judges each record alone. The same act on the same thing by the same actor
 * within a UTC hour is one finding, as grave as the gravest of its records: a retried call is not
 * two findings.
 */
public abstract class SingleRecordRule implements Detector<OpenReports> {
  private final About about;

  protected SingleRecordRule(About about) {
    this.about = about;
  }

  @Override
  public final About about() {
    return about;
  }

  /** What the record is, or null if it is nothing to this detection. */
  protected abstract @Nullable Match judge(Activity in);

  /** Whose acts are gathered into one finding. */
  protected String actor(Activity in) {
    return Actor.of(in);
  }

  /** For how many hours after a finding's hour the same act is not said again. */
  protected int quietHours() {
    return 0;
  }

  @Override
  public final @Nullable String key(Activity in) {
    if (in.secondCopy()) {
      return null;
    }
    Match match = judge(in);
    return match == null ? null : actor(in) + "|" + match.subject();
  }

  @Override
  public final OpenReports start(String key) {
    return OpenReports.NONE;
  }

  @Override
  public final Instant expires(OpenReports memory) {
    return memory.equals(OpenReports.NONE)
        ? Instant.MIN
        : memory.end().plus(quietHours(), ChronoUnit.HOURS);
  }

  @Override
  public final Step<OpenReports, Finding> fold(
      String key, OpenReports memory, Instant time, String id, Activity in) {
    Match match = judge(in);
    OpenReports open = memory.at(time);
    boolean quiet = open.equals(OpenReports.NONE) && time.isBefore(expires(memory));
    if (match == null || quiet) {
      return Step.of(memory);
    }
    OpenReports.Report report = open.draft(about, Window.hour(time), key).gravest(match, in);
    return Step.of(open.with(report), report.out(time));
  }
}
