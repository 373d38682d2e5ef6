package dev.gatehouse.estate.inventory;

import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An inventory through time: a snapshot and the records that changed it afterwards.
 *
 * <p>What a snapshot says is taken to have been so from the beginning, since nobody knows better. A
 * record that is not newer than what the snapshot of its account tells of ({@link
 * AccountInventory#asOf}) is in the snapshot already and changes nothing.
 */
public final class InventoryHistory {
  private static final Comparator<TrailEvent> IN_ORDER =
      Comparator.comparing(TrailEvent::time).thenComparing(TrailEvent::id);

  private final Inventory snapshot;
  private final TreeMap<Instant, Inventory> after = new TreeMap<>();

  private InventoryHistory(Inventory snapshot) {
    this.snapshot = snapshot;
  }

  /** The history that records, in whatever order and with whatever copies, make of a snapshot. */
  public static InventoryHistory of(Inventory snapshot, Collection<TrailEvent> records) {
    InventoryHistory history = new InventoryHistory(snapshot);
    List<TrailEvent> sorted = new ArrayList<>(records);
    sorted.sort(IN_ORDER);
    Inventory now = snapshot;
    String last = "";
    for (TrailEvent each : sorted) {
      if (!each.id().equals(last)) {
        Inventory next = now.apply(each);
        history.keep(each.time(), now, next);
        now = next;
      }
      last = each.id();
    }
    return history;
  }

  /** A record that changes nothing gives back the very inventory, which is cheap to see. */
  @SuppressWarnings("ReferenceEquality")
  private void keep(Instant time, Inventory before, Inventory next) {
    if (next != before) {
      after.put(time, next);
    }
  }

  /** Whether a record may change an inventory, so that a history wants it. */
  public static boolean concerns(TrailEvent event) {
    if (event.readOnly() || !event.succeeded()) {
      return false;
    }
    return switch (event.eventSource()) {
      case "iam.amazonaws.com", "organizations.amazonaws.com" -> true;
      case "s3.amazonaws.com" -> event.eventName().endsWith("BucketPolicy");
      case "kms.amazonaws.com" -> event.eventName().equals("PutKeyPolicy");
      case "secretsmanager.amazonaws.com" -> event.eventName().endsWith("ResourcePolicy");
      case "lambda.amazonaws.com", "events.amazonaws.com" ->
          event.eventName().contains("Permission");
      default -> false;
    };
  }

  /** What was there at a moment, with all that happened in that second. */
  Inventory at(Instant time) {
    return of(after.floorEntry(time));
  }

  /** What was there just before a moment. */
  Inventory before(Instant time) {
    return of(after.lowerEntry(time));
  }

  /** What is there after the last record. */
  public Inventory latest() {
    return of(after.lastEntry());
  }

  /** How many moments changed something. */
  int changes() {
    return after.size();
  }

  private Inventory of(Map.@Nullable Entry<Instant, Inventory> entry) {
    return entry == null ? snapshot : entry.getValue();
  }
}
