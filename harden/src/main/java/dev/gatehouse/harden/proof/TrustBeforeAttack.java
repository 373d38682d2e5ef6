package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.harden.history.RoleHistory;
import dev.gatehouse.harden.history.SuspectChange;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trust policy in force without what suspect changes brought into it.
 *
 * <p>A document is taken apart into its statements, one for each principal of an Allow. What a
 * suspect change wrote and was not there before is taken out of every later document, what it took
 * away is put back, and a document of somebody else's between them counts otherwise as it is. Where
 * nobody knows what was there before, or the change made the role, no policy can be proposed.
 *
 * @param document what is left; the document in force where nothing is suspect
 * @param removed what was taken out or put back, one sentence each
 * @param doubt why nothing can be proposed; null where something can
 * @param changes all changes of the policy, in the order of time
 */
public record TrustBeforeAttack(
    TrustDocument document,
    List<Removal> removed,
    @Nullable String doubt,
    List<TrustChange> changes) {
  public TrustBeforeAttack {
    removed = List.copyOf(removed);
    changes = List.copyOf(changes);
  }

  /** The change that brought a principal into the policy in force, as far as a trail shows it. */
  Optional<TrustChange> addedBy(String type, String principal) {
    return TrustChanges.addedBy(changes, type, principal);
  }

  /**
   * A part of the policy that a suspect change brought in or took away.
   *
   * @param part a statement with one principal
   * @param broughtIn whether it is taken out; else it is put back
   */
  public record Removal(SuspectChange change, Map<String, Object> part, boolean broughtIn) {
    /** What is done about it, with who did it and when. */
    public String sentence() {
      TrustChange by = change.change();
      return name(part)
          + (broughtIn ? " is taken out: `" : " is put back: `")
          + (by.actor().isEmpty() ? "somebody" : by.actor())
          + (broughtIn ? "` brought it in" : "` took it away")
          + " at "
          + by.time()
          + " ("
          + by.eventId()
          + "), and `"
          + change.finding()
          + "` speaks of it.";
    }
  }

  /** Whether the policy in force has something of a suspect change in it. */
  public boolean isSuspect() {
    return !removed.isEmpty() || doubt != null;
  }

  static TrustBeforeAttack of(Policy current, RoleHistory history) {
    TrustDocument inForce = TrustDocument.of(current);
    if (history.suspectChanges().isEmpty()) {
      return new TrustBeforeAttack(inForce, List.of(), null, history.changes());
    }
    Set<Map<String, Object>> brought = new LinkedHashSet<>();
    Set<Map<String, Object>> taken = new LinkedHashSet<>();
    List<Removal> removed = new ArrayList<>();
    String doubt = null;
    Set<Map<String, Object>> now = parts(inForce);
    for (TrustChange change : history.changes()) {
      SuspectChange suspect = suspect(history, change);
      if (suspect == null) {
        continue;
      }
      Policy before = change.before();
      if (before == null || before.opaque() || change.after().opaque()) {
        Set<Map<String, Object>> wrote =
            change.after().opaque() ? Set.of() : parts(TrustDocument.of(change.after()));
        boolean stands = change.after().opaque() || wrote.stream().anyMatch(now::contains);
        doubt = doubt == null && stands ? unknown(suspect) : doubt;
        continue;
      }
      Set<Map<String, Object>> was = parts(TrustDocument.of(before));
      Set<Map<String, Object>> became = parts(TrustDocument.of(change.after()));
      for (Map<String, Object> part : became) {
        if (!was.contains(part) && now.contains(part) && !brought.contains(part)) {
          brought.add(part);
          removed.add(new Removal(suspect, part, true));
        }
      }
      for (Map<String, Object> part : was) {
        if (!became.contains(part) && !brought.contains(part) && !now.contains(part)) {
          taken.add(part);
          removed.add(new Removal(suspect, part, false));
        }
      }
      if (!suspect.proven() && doubt == null && !removed.isEmpty()) {
        doubt = unproven(suspect);
      }
    }
    if (removed.isEmpty()) {
      return new TrustBeforeAttack(inForce, List.of(), doubt, history.changes());
    }
    List<Map<String, Object>> left = new ArrayList<>();
    for (Map<String, Object> part : now) {
      if (!brought.contains(part)) {
        left.add(part);
      }
    }
    left.addAll(taken);
    boolean nobody = left.stream().noneMatch(each -> "Allow".equals(each.get("Effect")));
    if (nobody && doubt == null) {
      doubt =
          "All that lets anybody in was brought in by a suspect change; take the role away, or"
              + " write its trust policy anew.";
    }
    return new TrustBeforeAttack(
        doubt == null ? new TrustDocument(inForce.version(), joined(left)) : inForce,
        removed,
        doubt,
        history.changes());
  }

  /** What of the suspect changes stands in another policy, one sentence each. */
  List<String> keptBy(Policy policy) {
    List<String> kept = new ArrayList<>();
    Set<Map<String, Object>> theirs = parts(TrustDocument.of(policy));
    Set<Object> before = new LinkedHashSet<>();
    document.statements().forEach(each -> before.addAll(principals(each)));
    for (Removal removal : removed) {
      boolean newcomer =
          !before.containsAll(principals(removal.part()))
              && theirs.stream()
                  .filter(each -> "Allow".equals(each.get("Effect")))
                  .anyMatch(each -> principals(each).containsAll(principals(removal.part())));
      if (removal.broughtIn() && (newcomer || theirs.contains(removal.part()))) {
        kept.add("It keeps what a suspect change brought in: " + name(removal.part()) + ".");
      }
    }
    return kept;
  }

  private static Set<Object> principals(Map<String, Object> statement) {
    Set<Object> principals = new LinkedHashSet<>();
    if (statement.get("Principal") instanceof Map<?, ?> types) {
      types.forEach(
          (type, values) -> {
            for (Object value : values instanceof List<?> list ? list : List.of(values)) {
              principals.add(type + " " + value);
            }
          });
    } else {
      principals.add(String.valueOf(statement.get("Principal")));
    }
    return principals;
  }

  private static @Nullable SuspectChange suspect(RoleHistory history, TrustChange change) {
    return history.suspectChanges().stream()
        .filter(each -> each.change().eventId().equals(change.eventId()))
        .findFirst()
        .orElse(null);
  }

  private static String unknown(SuspectChange suspect) {
    return suspect.change().madeRole()
        ? "The role itself was made by a suspect call; look at that before anything is made of it."
        : "What the policy was before a suspect change is not known; find out, and take back what it"
            + " brought in.";
  }

  private static String unproven(SuspectChange suspect) {
    return "`"
        + suspect.change().actor()
        + "` changed the policy and belongs to a case of high severity; decide first whether the"
        + " change was meant.";
  }

  /** The statements, an Allow once for each of its principals, without Sids. */
  private static Set<Map<String, Object>> parts(TrustDocument document) {
    Set<Map<String, Object>> parts = new LinkedHashSet<>();
    for (Map<String, Object> statement : document.statements()) {
      Map<String, Object> rest = new LinkedHashMap<>(statement);
      rest.remove("Sid");
      Object principal = statement.get("Principal");
      if (!"Allow".equals(statement.get("Effect")) || !(principal instanceof Map<?, ?> types)) {
        parts.add(TrustDocument.plain(rest));
        continue;
      }
      types.forEach(
          (type, values) -> {
            for (Object value : values instanceof List<?> list ? list : List.of(values)) {
              Map<String, Object> part = new LinkedHashMap<>(rest);
              part.put(
                  "Principal", Proposer.principal(String.valueOf(type), List.of(value.toString())));
              parts.add(TrustDocument.plain(part));
            }
          });
    }
    return parts;
  }

  /** Parts that differ in their principals only become one statement again. */
  private static List<Map<String, Object>> joined(List<Map<String, Object>> parts) {
    List<Map<String, Object>> allows = new ArrayList<>();
    List<Map<String, Object>> others = new ArrayList<>();
    for (Map<String, Object> part : parts) {
      boolean one = "Allow".equals(part.get("Effect")) && part.get("Principal") instanceof Map;
      (one ? allows : others).add(part);
    }
    List<Map<String, Object>> all = new ArrayList<>(StatementNames.joined(allows));
    all.addAll(others);
    return all;
  }

  private static String name(Map<String, Object> part) {
    Object condition = part.get("Condition");
    Object principal = part.get("Principal");
    String whom =
        principal instanceof Map<?, ?> types && types.size() == 1
            ? String.valueOf(types.values().iterator().next()).replaceAll("[\\[\\]]", "")
            : "everyone";
    String effect = "Deny".equals(part.get("Effect")) ? "the denial of " : "the trust in ";
    return effect
        + "`"
        + whom
        + "`"
        + (condition == null ? "" : " under the condition " + TrustDocument.line(condition));
  }
}
