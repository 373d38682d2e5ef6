package dev.gatehouse.core.rules.persistence;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link TrustPolicyOpened}: whom a role's trust policy let in last.
 *
 * @param known whether the trail or the estate has shown a document yet
 * @param principals {@code <kind> <value>}, at most {@value #PRINCIPALS_MAX}; a document that names
 *     more is remembered by the first of them in alphabetical order, so a later one may be reported
 *     although it was there before
 * @param hour of the finding that is being gathered, with what it says
 */
public record Trust(
    boolean known,
    Set<String> principals,
    Instant hour,
    Evidence evidence,
    @Nullable Finding worst) {
  static final int PRINCIPALS_MAX = 200;

  /** No document seen. */
  public static final Trust NONE = new Trust(false, Set.of(), Instant.EPOCH, Evidence.NONE, null);

  /** The principals of a document, as they are remembered. */
  static Set<String> principals(Policy document) {
    TreeSet<String> all = new TreeSet<>();
    TrustedPrincipal.of(document).forEach(each -> all.add(name(each)));
    while (all.size() > PRINCIPALS_MAX) {
      all.remove(all.last());
    }
    return Set.copyOf(all);
  }

  /** {@code <kind> <value>}; everyone but some is everyone. */
  static String name(TrustedPrincipal principal) {
    return principal.everyoneElse()
        ? "AWS *"
        : principal.entry().type() + " " + principal.entry().value();
  }
}
