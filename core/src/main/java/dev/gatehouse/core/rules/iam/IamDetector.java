package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Act;
import dev.gatehouse.core.rules.kit.Claim;
import dev.gatehouse.core.rules.kit.Outside;
import dev.gatehouse.core.rules.kit.Planned;
import dev.gatehouse.core.rules.kit.Who;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A detection that judges each change of IAM against what was known before it: the estate with the
 * account's earlier records applied. The same act on the same thing by the same actor within a UTC
 * hour is one finding.
 */
public abstract class IamDetector implements Detector<IamMemory> {
  private final Estate estate;
  private final Planned planned;

  protected IamDetector(Estate estate) {
    this.estate = estate;
    this.planned = new Planned(estate);
  }

  /** What the change is, or null if it is nothing to this detection. */
  protected abstract @Nullable Act judge(Activity in, IamKnowledge before);

  @Override
  public final @Nullable String key(Activity in) {
    return in.secondCopy() || !IamChange.is(in.event()) ? null : Outside.own(in);
  }

  @Override
  public final IamMemory start(String key) {
    return IamMemory.NONE;
  }

  @Override
  public final Step<IamMemory, Finding> fold(
      String key, IamMemory memory, Instant time, String id, Activity in) {
    IamMemory now = memory.at(time);
    Act judged = judge(in, new IamKnowledge(estate.inventory(), key, now.changes(), time));
    IamMemory next = now.and(IamChange.of(in.event()));
    if (judged == null) {
      return Step.of(next);
    }
    Act act = planned.weigh(judged, in);
    String subject = Who.actor(in) + "|" + act.subject();
    IamMemory.Held held = now.held(subject);
    Evidence evidence = (held == null ? Evidence.NONE : held.evidence()).and(in.event().id(), time);
    String name = FindingId.of(about().id(), now.hour(), key, subject);
    Finding finding =
        held != null && held.worst().score() >= Claim.score(act.severity(), act.confidence())
            ? held.worst().with(evidence)
            : Claim.finding(
                about(), name, act, in, evidence, held == null ? time : held.worst().raised());
    return Step.of(
        next.with(new IamMemory.Held(subject, evidence, finding)),
        new Out<>(name, time, now.end(), finding));
  }

  /** Sure where the documents are known, else not. */
  public static Confidence confidence(boolean known) {
    return known ? Confidence.HIGH : Confidence.LOW;
  }
}
