package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.SignalCategory;
import java.util.List;

/**
 * What one finding or imported signal adds to a case.
 *
 * @param id of the finding or of the imported signal
 * @param category what it is a sign of; only the strongest of a category counts
 * @param chance that such a sign is not innocent, 0 to 1, after the notes
 * @param notes what lowered it, in sentences: a change window, a rota, a suppression
 */
public record Weight(String id, SignalCategory category, double chance, List<String> notes) {
  public Weight {
    notes = List.copyOf(notes);
  }
}
