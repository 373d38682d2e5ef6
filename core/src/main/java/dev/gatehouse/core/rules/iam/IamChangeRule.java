package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A detection that judges each change of IAM against what was known before it: the estate with the
 * account's earlier records applied. The same act on the same thing by the same actor within a UTC
 * hour is one finding.
 */
public abstract class IamChangeRule implements Detector<IamMemory> {
  private final About about;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  protected IamChangeRule(About about, Estate estate) {
    this.about = about;
    this.estate = estate;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public final About about() {
    return about;
  }

  /** What the change is, or null if it is nothing to this detection. */
  protected abstract @Nullable Match judge(Activity in, IamKnowledge before);

  @Override
  public final Calls calls() {
    return Calls.of("iam").or(Calls.of("organizations"));
  }

  @Override
  public final @Nullable String key(Activity in) {
    return in.secondCopy() || !IamChange.is(in.event()) ? null : in.recordedIn();
  }

  @Override
  public final IamMemory start(String key) {
    return IamMemory.NONE;
  }

  @Override
  public final Step<IamMemory, Finding> fold(
      String key, IamMemory memory, Instant time, String id, Activity in) {
    IamMemory now = memory.at(time);
    Match judged = judge(in, new IamKnowledge(estate.inventory(), key, now.changes(), time));
    IamMemory next = now.and(IamChange.of(in.event()));
    if (judged == null) {
      return Step.of(next);
    }
    OpenReports.Report report =
        now.open()
            .draft(about, Window.hour(time), key, Actor.of(in) + "|" + judged.subject())
            .gravest(changeWindows.lower(judged, in), in);
    return Step.of(next.with(report), report.out(time));
  }
}
