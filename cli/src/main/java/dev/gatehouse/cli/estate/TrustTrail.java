package dev.gatehouse.cli.estate;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.estate.inventory.Inventory;

/** Who changed trust policies, over a trail, and what is there after it. */
final class TrustTrail {
  private final TrustChanges changes = new TrustChanges();
  private Inventory inventory;

  TrustTrail(Inventory snapshot) {
    this.inventory = snapshot;
  }

  void take(Activity activity) {
    if (!activity.secondCopy()) {
      changes.take(activity.event(), inventory);
      inventory = inventory.apply(activity.event());
    }
  }

  TrustChanges changes() {
    return changes;
  }

  Inventory inventory() {
    return inventory;
  }
}
