package dev.gatehouse.core.lineage;

import dev.gatehouse.trail.TrailEvent;
import java.util.List;

/** Whose lineage is looked up. */
public sealed interface Asker {
  /** Names the question among those of its instant. */
  String id();

  /** The record that was made with the credential in question. */
  String eventId();

  /** A record, for the activity that it becomes. */
  record Use(TrailEvent event) implements Asker {
    @Override
    public String id() {
      return event.id();
    }

    @Override
    public String eventId() {
      return event.id();
    }
  }

  /**
   * Whoever made an issuing call, for all uses of what it issued.
   *
   * @param eventId the issuing record
   * @param keys those that its facts are kept under
   */
  record Issue(String eventId, List<String> keys) implements Asker {
    public Issue {
      keys = List.copyOf(keys);
    }

    @Override
    public String id() {
      return eventId + " issue";
    }
  }
}
