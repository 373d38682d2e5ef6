package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A detection that judges each record alone. The same act on the same thing by the same actor
 * within a UTC hour is one finding, as grave as the gravest of its records: a retried call is not
 * two findings.
 */
public abstract class SingleAct implements Detector<Acts> {
  /** What the record is, or null if it is nothing to this detection. */
  protected abstract @Nullable Act judge(Activity in);

  /** Whose acts are gathered into one finding. */
  protected String actor(Activity in) {
    return Who.actor(in);
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
    Act act = judge(in);
    return act == null ? null : actor(in) + "|" + act.subject();
  }

  @Override
  public final Acts start(String key) {
    return Acts.NONE;
  }

  @Override
  public final Instant expires(Acts memory) {
    return memory.worst() == null ? Instant.MIN : memory.end().plus(quietHours(), ChronoUnit.HOURS);
  }

  @Override
  public final Step<Acts, Finding> fold(
      String key, Acts memory, Instant time, String id, Activity in) {
    Act act = judge(in);
    if (act == null) {
      return Step.of(memory);
    }
    boolean said = memory.worst() != null && !time.isBefore(memory.end());
    if (said && time.isBefore(expires(memory))) {
      return Step.of(memory);
    }
    Acts acts = memory.at(time);
    Evidence evidence = acts.evidence().and(in.event().id(), time);
    Finding held = acts.worst();
    Instant raised = held == null ? time : held.raised();
    String name = FindingId.of(about().id(), acts.hour(), key);
    Finding finding =
        held != null && held.score() >= Claim.score(act.severity(), act.confidence())
            ? held.with(evidence)
            : Claim.finding(about(), name, act, in, evidence, raised);
    return Step.of(
        new Acts(acts.hour(), evidence, finding), new Out<>(name, time, acts.end(), finding));
  }
}
