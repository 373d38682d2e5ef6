package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A detection of many distinct things touched by one actor within a sliding window. */
public abstract class BurstRule implements Detector<Burst> {
  /** One thing that a record touches. */
  public record Touch(String name, String group, int weight) {}

  /** The length of the sliding window. */
  protected abstract int windowSeconds();

  /** Whether the record is anything to this detection. */
  protected boolean concerns(Activity in) {
    return !touches(in).isEmpty();
  }

  /** What a record that {@link #concerns} this detection touches. */
  protected abstract List<Touch> touches(Activity in);

  /** What the burst has become with this record; null while it is ordinary. */
  protected abstract @Nullable Match judge(Burst burst, Activity in);

  @Override
  public @Nullable String key(Activity in) {
    return in.secondCopy() || !concerns(in) ? null : Actor.of(in);
  }

  @Override
  public final Burst start(String key) {
    return Burst.NONE;
  }

  @Override
  public final Instant expires(Burst memory) {
    return memory.expires(windowSeconds());
  }

  @Override
  public final Step<Burst, Finding> fold(
      String key, Burst memory, Instant time, String id, Activity in) {
    Burst burst = memory.at(time, windowSeconds());
    String record = in.event().id();
    boolean first = true;
    for (Touch touch : touches(in)) {
      burst = burst.and(touch.name(), touch.group(), touch.weight(), first, record, time);
      first = false;
    }
    Match match = judge(burst, in);
    if (match == null) {
      return Step.of(burst);
    }
    Burst raised = burst.raise(record, time);
    Instant since = raised.raised() == null ? time : raised.raised();
    String name = FindingId.of(about().id(), raised.hour(), key);
    Finding finding = match.finding(about(), name, in, raised.evidence(), since);
    return Step.of(raised, new Out<>(name, time, raised.end(), finding));
  }
}
