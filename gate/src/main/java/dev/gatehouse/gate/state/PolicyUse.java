package dev.gatehouse.gate.state;

import dev.gatehouse.gate.model.Structure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which users, groups and roles a managed policy is attached to, or is the boundary of; kept beside
 * the items so that nobody has to look through all of them.
 */
public final class PolicyUse {
  /** A user, group or role, as {@code USER/name}. */
  public record Holder(Kind kind, String name) implements Comparable<Holder> {
    @Override
    public int compareTo(Holder other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }

  private final Map<String, Set<Holder>> attached = new HashMap<>();
  private final Map<String, Set<Holder>> bounding = new HashMap<>();

  /** Where a policy is attached in an account. */
  public Set<Holder> attached(String account, String policyArn) {
    return attached.getOrDefault(account + policyArn, Set.of());
  }

  /** Whom a policy bounds in an account. */
  public Set<Holder> bounding(String account, String policyArn) {
    return bounding.getOrDefault(account + policyArn, Set.of());
  }

  void clear() {
    attached.clear();
    bounding.clear();
  }

  void changed(String account, Kind kind, @Nullable Structure before, @Nullable Structure after) {
    if (kind == Kind.USER || kind == Kind.GROUP || kind == Kind.ROLE) {
      count(account, kind, before, false);
      count(account, kind, after, true);
    }
  }

  private void count(String account, Kind kind, @Nullable Structure item, boolean there) {
    if (item == null) {
      return;
    }
    Holder holder = new Holder(kind, item.need(kind.key()));
    for (String arn : item.texts("AttachedPolicies")) {
      mark(attached, account + arn, holder, there);
    }
    String boundary = item.text("Boundary");
    if (boundary != null) {
      mark(bounding, account + boundary, holder, there);
    }
  }

  private static void mark(
      Map<String, Set<Holder>> uses, String key, Holder holder, boolean there) {
    if (there) {
      uses.computeIfAbsent(key, unused -> new TreeSet<>()).add(holder);
    } else {
      Set<Holder> holders = uses.get(key);
      if (holders != null && holders.remove(holder) && holders.isEmpty()) {
        uses.remove(key);
      }
    }
  }
}
