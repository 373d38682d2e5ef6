package dev.gatehouse.harden;

import dev.gatehouse.estate.admission.Newcomer;
import dev.gatehouse.estate.admission.NewlyAdmitted;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of a trust policy that let somebody in.
 *
 * @param newcomers at least one
 */
public record TrustOpening(TrustChange change, List<Newcomer> newcomers) {
  public TrustOpening {
    newcomers = List.copyOf(newcomers);
  }

  /**
   * Those of a trail, in the order of time; changes of which nobody knows what was before are not.
   */
  static List<TrustOpening> of(TrustChanges changes, RoleContext around) {
    List<TrustOpening> openings = new ArrayList<>();
    for (TrustChange change : changes.all()) {
      Policy before = change.before();
      if (before != null && !before.opaque() && !change.after().opaque()) {
        List<Newcomer> newcomers =
            NewlyAdmitted.toRole(before, change.after(), change.roleArn(), around);
        if (!newcomers.isEmpty()) {
          openings.add(new TrustOpening(change, newcomers));
        }
      }
    }
    return List.copyOf(openings);
  }
}
