package dev.gatehouse.core.cases;

import java.util.List;

/**
 * What one finding or imported signal adds to a case.
 *
 * @param id of the finding or of the imported signal
 * @param family what it is a sign of; only the strongest of a family counts
 * @param chance that such a sign is not innocent, 0 to 1, after the notes
 * @param notes what lowered it, in sentences: a change window, a rota, a suppression
 */
public record Weight(String id, Family family, double chance, List<String> notes) {
  public Weight {
    notes = List.copyOf(notes);
  }
}
