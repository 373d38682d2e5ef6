package dev.gatehouse.core.lineage;

import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out where the credential of each event came from: the chain of sessions that issued one
 * another, and the origin at its end. One lookup a fold.
 *
 * <p>A chain crosses keys, so no fold of one key sees all of it. Each issuing record leaves a
 * {@link Fact} under the key of what it issued. Each event looks up the key of its own credential,
 * adds one hop, and looks up the key of the issuing caller's credential next. An output that is not
 * resolved yet is the next input of this same stage: looped in one process, unrolled on Flink.
 *
 * <p>Example: user → role A → role B → ListBuckets. The event looks up {@code key ASIA-B}, which a
 * session of role A issued; then {@code key ASIA-A}, which the user issued; then the user's own
 * key, in case somebody else created it. The user is the origin.
 */
public final class ResolveLineage implements Stage<LineageInput, Facts, LineageOutput> {
  /** Longest chain that is followed; beyond it the gap says so. */
  public static final int HOPS_MAX = 8;

  /** Most lookups of one event, enough for {@link #HOPS_MAX} hops of the longest plan each. */
  public static final int LOOKUPS_MAX = 24;

  private final int lookupsMax;

  /** With up to {@link #LOOKUPS_MAX} lookups an event. */
  public ResolveLineage() {
    this(LOOKUPS_MAX);
  }

  /**
   * @param lookupsMax most lookups of one event, beyond which a gap says so; a runner that unrolls
   *     the loop needs as many copies of this stage
   */
  public ResolveLineage(int lookupsMax) {
    if (lookupsMax < 1 || lookupsMax > LOOKUPS_MAX) {
      throw new IllegalArgumentException(
          "An event makes 1 to "
              + LOOKUPS_MAX
              + " lookups for its lineage, not "
              + lookupsMax
              + ".");
    }
    this.lookupsMax = lookupsMax;
  }

  /** What {@code event} puts in: the facts it leaves, and the first lookup for its own lineage. */
  public static List<LineageInput> inputs(TrailEvent event) {
    List<LineageInput> all = new ArrayList<>(IssuedFacts.of(event));
    all.addAll(CreationFacts.of(event));
    all.add(LineageResolver.start(event));
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
    LineageResolution resolution = in.resolution();
    if (resolution == null) {
      throw new IllegalArgumentException("An input is a fact or a resolution.");
    }
    return Step.of(
        memory,
        new Out<>(
            resolution.event().id(),
            time,
            time,
            LineageResolver.resolve(resolution, key, memory, lookupsMax)));
  }
}
