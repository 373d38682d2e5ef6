package dev.gatehouse.policy.compare;

import dev.gatehouse.policy.principal.PrincipalElement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.Set;
import java.util.TreeSet;

/** Whether one Principal element names everyone another names, and for grants as closely. */
final class PrincipalCoverage {
  private PrincipalCoverage() {}

  /**
   * @param denies for a denial it is enough to be named; for a grant the closeness counts, since a
   *     user named by ARN needs nothing else and a user named by account does
   */
  static boolean covers(PrincipalElement wide, PrincipalElement narrow, boolean denies) {
    if (wide.negated() || narrow.negated()) {
      return wide.negated() == narrow.negated() && values(wide).equals(values(narrow));
    }
    return narrow.entries().stream()
            .allMatch(
                entry -> wide.entries().stream().anyMatch(each -> covers(each, entry, denies)))
        || wide.everyone();
  }

  private static Set<String> values(PrincipalElement element) {
    Set<String> values = new TreeSet<>();
    element.entries().forEach(entry -> values.add(entry.type() + "=" + entry.value()));
    return values;
  }

  private static boolean covers(Entry wide, Entry narrow, boolean denies) {
    if (wide.kind() == EntryKind.EVERYONE) {
      return true;
    }
    if (wide.type().equals(narrow.type()) && wide.value().equals(narrow.value())) {
      return true;
    }
    boolean partition = wide.partition().isEmpty() || wide.partition().equals(narrow.partition());
    boolean account =
        wide.kind() == EntryKind.ACCOUNT && partition && wide.account().equals(narrow.account());
    return switch (narrow.kind()) {
      case ACCOUNT -> account;
      case USER, ROLE, ROLE_SESSION, FEDERATED_USER -> denies && account;
      case DELETED, UNREADABLE -> true;
      case EVERYONE, SERVICE, FEDERATED, CANONICAL_USER -> false;
    };
  }
}
