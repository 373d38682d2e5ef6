package dev.gatehouse.core.baseline.feature;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.memo.Memo;
import org.jspecify.annotations.Nullable;

/**
 * Whom a baseline is about.
 *
 * @param kind in which part of a call
 * @param name the identity in the words of {@link dev.gatehouse.core.lineage.Identity}
 */
public record Subject(Kind kind, String name) {
  /** In which part of a call. */
  @SuppressWarnings("ImmutableEnumChecker") // what is remembered of texts changes no answer
  public enum Kind {
    /**
     * The origin of the credential, over all its sessions: a user, root, a federated or Identity
     * Center person, an outside account. A whole service is none: each workload's role stands for
     * it.
     */
    ORIGIN("origin"),
    /** The acting role or user, where it is not itself the origin. */
    IDENTITY("identity"),
    /** The role that is assumed. */
    TARGET("target");

    private final String word;

    /** The keys of those met lately, so that an identity has one text for its key. */
    private final Memo<String> keys;

    Kind(String word) {
      this.word = word;
      this.keys = new Memo<>(8192, 512, name -> word + " " + name);
    }

    /** The word used in keys and JSON. */
    public String word() {
      return word;
    }
  }

  /** Kind and name in one text: the key of its memory. */
  public String key() {
    return kind.keys.of(name);
  }

  /**
   * What {@link #key} gave.
   *
   * @throws IllegalArgumentException if it is no such word
   */
  public static Subject of(String key) {
    for (Kind kind : Kind.values()) {
      if (key.startsWith(kind.word + " ")) {
        return new Subject(kind, key.substring(kind.word.length() + 1));
      }
    }
    throw new IllegalArgumentException("`" + key + "` names no subject.");
  }

  /**
   * The subject of this kind in a call; null if there is none.
   *
   * <p>What AWS does for itself or for users of its services is left out: it is most of a trail,
   * and nobody's habit. Of the two copies of a call over accounts the caller's counts.
   */
  public static @Nullable Subject of(Kind kind, Activity in) {
    String name =
        switch (kind) {
          case ORIGIN -> isOne(in.lineage()) ? in.lineage().origin() : null;
          case IDENTITY -> acting(in);
          case TARGET -> RoleAssumption.target(in.event());
        };
    return name == null || in.secondCopy() || isService(in) ? null : new Subject(kind, name);
  }

  private static @Nullable String acting(Activity in) {
    String identity = in.identity();
    boolean isOrigin = identity.equals(in.lineage().origin()) && isOne(in.lineage());
    return isOrigin || identity.equals("unknown") || identity.startsWith("service:")
        ? null
        : identity;
  }

  /** Whether the origin is one user, person or company, which has habits of its own. */
  private static boolean isOne(Lineage lineage) {
    return lineage.isPersonal() || lineage.originType() == OriginType.ACCOUNT;
  }

  private static boolean isService(Activity in) {
    return in.isByService() || ReservedPath.SERVICE_LINKED.isOf(in.identity());
  }
}
