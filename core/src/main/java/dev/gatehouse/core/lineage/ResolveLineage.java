package dev.gatehouse.core.lineage;

import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows a credential home, one hop a fold.
 *
 * <p>A chain crosses keys, so no one key can walk it. Each issuing record leaves a raw {@link Fact}
 * under the key of what it issued; each event asks the key of its own credential, is told one hop,
 * and asks the issuing caller's key next. An answer that is not yet home is the next question, put
 * to this same stage: looped in one process, unrolled on Flink.
 *
 * <p>Example: user → role A → role B → ListBuckets. The event asks {@code key ASIA-B}, hears that
 * role A's session issued it, asks {@code key ASIA-A}, hears that the user did, asks the user's own
 * key whether somebody else made it, and is home.
 */
public final class ResolveLineage implements Stage<LineageInput, Facts, LineageOutput> {
  /** Longest chain that is followed; beyond it the gap says so. */
  public static final int HOPS_MAX = 8;

  /** Most questions one event asks, enough for {@link #HOPS_MAX} hops of the longest plan each. */
  public static final int ASKS_MAX = 24;

  private final int asksMax;

  /** Asks up to {@link #ASKS_MAX} questions an event. */
  public ResolveLineage() {
    this(ASKS_MAX);
  }

  /**
   * @param asksMax most questions one event asks, where the gap says so; a runner that unrolls the
   *     loop needs as many copies of this stage
   */
  public ResolveLineage(int asksMax) {
    if (asksMax < 1 || asksMax > ASKS_MAX) {
      throw new IllegalArgumentException(
          "An event asks 1 to " + ASKS_MAX + " questions on its way home, not " + asksMax + ".");
    }
    this.asksMax = asksMax;
  }

  /**
   * What {@code event} puts in: the facts it leaves, and the first question on its own way home.
   */
  public static List<LineageInput> questions(TrailEvent event) {
    List<LineageInput> all = new ArrayList<>(IssuedFacts.of(event));
    all.addAll(CreationFacts.of(event));
    all.add(LineageResolver.begin(event));
    return all;
  }

  @Override
  public String key(LineageInput in) {
    return in.key();
  }

  @Override
  public Facts start(String key) {
    return Facts.NONE;
  }

  /** Within one second, a credential is issued before it is used. */
  @Override
  public int rank(LineageInput in) {
    return in.fact() != null ? 0 : 1;
  }

  @Override
  public Instant expires(Facts memory) {
    return memory.until();
  }

  @Override
  public Step<Facts, LineageOutput> fold(
      String key, Facts memory, Instant time, String id, LineageInput in) {
    if (in.fact() != null) {
      return Step.of(memory.and(in.fact()));
    }
    LineageResolution walk = in.walk();
    if (walk == null) {
      throw new IllegalArgumentException("A question is a fact or a walk.");
    }
    return Step.of(
        memory,
        new Out<>(walk.event().id(), time, time, LineageResolver.hear(walk, key, memory, asksMax)));
  }
}
