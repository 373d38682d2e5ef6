package dev.gatehouse.core.lineage;

import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a way home together: the hops just found, and the rest, which is known since the record that
 * issued them was resolved.
 */
final class KnownWay {
  static final String LOOP = "The chain leads back to a credential it has passed already.";

  private KnownWay() {}

  /**
   * The whole way.
   *
   * @param near as far as it is resolved; its last hop was issued by whoever {@code far} is about
   * @param far lineage of the credential that the last hop was issued with
   */
  static Lineage after(LineageResolution near, Lineage far) {
    int loop = loop(near.hops(), far.hops());
    if (loop >= 0) {
      return upTo(far.hops().subList(0, loop), near, far.causes());
    }
    return new Lineage(
        together(near.hops(), far.hops()),
        OriginResolver.person(near, far.origin()),
        far.originType(),
        far.workload(),
        far.longTermKey(),
        usedFrom(near),
        near.depth() + far.depth(),
        near.assumptions() + far.assumptions(),
        gaps(near, far),
        near.causes().isEmpty() ? far.causes() : and(near, far.causes()).causes());
  }

  /** No credential was issued before itself: the records contradict each other. */
  private static Lineage upTo(List<Hop> passed, LineageResolution near, List<Cause> causes) {
    int depth = near.depth();
    int assumptions = near.assumptions();
    for (Hop hop : passed) {
      depth += isRoleSession(hop.call()) ? 1 : 0;
      assumptions += isAssumption(hop.call()) ? 1 : 0;
    }
    return new Lineage(
        together(near.hops(), passed),
        "unknown",
        OriginType.UNKNOWN,
        null,
        null,
        usedFrom(near),
        depth,
        assumptions,
        near.withGap(Gap.Kind.LOOP, LOOP).gaps(),
        and(near, causes).causes());
  }

  /**
   * The way so far with more of it, which is not all yet.
   *
   * @param near its last hop was issued by whoever {@code far} is about
   */
  static LineageResolution after(LineageResolution near, LineageResolution far) {
    LineageResolution all = and(near, far.causes());
    for (Gap gap : far.gaps()) {
      all = all.withGap(gap.kind(), gap.text());
    }
    return all.onTo(far, together(near.hops(), far.hops()));
  }

  /** Where {@code far} leads back into {@code near}: the way until there; null if it does not. */
  static @Nullable Lineage looped(LineageResolution near, LineageResolution far) {
    int loop = loop(near.hops(), far.hops());
    if (loop < 0 && !passes(near.hops(), far.who().accessKeyId())) {
      return null;
    }
    return upTo(loop < 0 ? far.hops() : far.hops().subList(0, loop), near, far.causes());
  }

  /** The first of {@code far} that is one of {@code near}; -1 if none is. */
  private static int loop(List<Hop> near, List<Hop> far) {
    for (int i = 0; i < far.size(); i++) {
      if (passes(near, far.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the credential, or the record that issued it, is one of {@code hops}. */
  static boolean passes(List<Hop> hops, Hop other) {
    for (Hop hop : hops) {
      if (other.issuedBy() != null && other.issuedBy().equals(hop.issuedBy())) {
        return true;
      }
    }
    return passes(hops, other.accessKeyId());
  }

  /** Whether the credential is one of {@code hops}. */
  static boolean passes(List<Hop> hops, @Nullable String accessKeyId) {
    if (accessKeyId == null) {
      return false;
    }
    for (Hop hop : hops) {
      if (accessKeyId.equals(hop.accessKeyId())) {
        return true;
      }
    }
    return false;
  }

  static boolean isRoleSession(@Nullable String call) {
    return call != null
        && (call.startsWith("AssumeRole")
            || call.equals("SwitchRole")
            || call.equals("GetCredentialsForIdentity")
            || call.equals("CreateSession"));
  }

  /** Whether the call takes a role, if a user or a session makes it. */
  static boolean isAssumption(@Nullable String call) {
    return call != null
        && (call.equals("AssumeRole") || call.equals("AssumeRoot") || call.equals("SwitchRole"));
  }

  /** The hops nearest to the use, and the last one, with which the way begins. */
  private static List<Hop> together(List<Hop> near, List<Hop> far) {
    List<Hop> all = new ArrayList<>(near.size() + far.size());
    all.addAll(near);
    all.addAll(far);
    if (all.size() > ResolveLineage.HOPS_MAX) {
      all.subList(ResolveLineage.HOPS_MAX - 1, all.size() - 1).clear();
    }
    return all;
  }

  private static List<Gap> gaps(LineageResolution near, Lineage far) {
    boolean isCut =
        near.hops().size() + far.hops().size() > ResolveLineage.HOPS_MAX
            && far.gaps().stream().noneMatch(gap -> gap.kind() == Gap.Kind.HOPS_MAX);
    if (!isCut && near.gaps().isEmpty()) {
      return far.gaps();
    }
    List<Gap> all = new ArrayList<>(near.gaps());
    all.addAll(far.gaps());
    if (isCut) {
      all.add(
          new Gap(
              Gap.Kind.HOPS_MAX,
              "The chain is longer than the "
                  + ResolveLineage.HOPS_MAX
                  + " hops that are told; origin and depth are those of all."));
    }
    return all;
  }

  private static LineageResolution and(LineageResolution near, List<Cause> causes) {
    LineageResolution all = near;
    for (Cause cause : causes) {
      all = all.withCause(cause);
    }
    return all;
  }

  private static @Nullable String usedFrom(LineageResolution near) {
    TrailEvent event = near.event();
    return event == null ? null : event.sourceIPAddress();
  }
}
