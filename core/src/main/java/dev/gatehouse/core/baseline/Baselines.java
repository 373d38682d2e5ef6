package dev.gatehouse.core.baseline;

import dev.gatehouse.core.estate.Estate;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What baselines are kept by.
 *
 * @param estate for networks and business units
 * @param incidents what is judged but not learned
 * @param learned what earlier runs have learned of a subject; {@link Baseline#NONE} for a stranger
 */
public record Baselines(
    Estate estate, List<Incident> incidents, Function<Subject, Baseline> learned) {
  public Baselines {
    incidents = List.copyOf(incidents);
  }

  /** Nothing learned yet and nothing to leave out. */
  public static Baselines of(Estate estate) {
    return new Baselines(estate, List.of(), subject -> Baseline.NONE);
  }

  /**
   * These, with the facts of earlier runs learned.
   *
   * @throws IOException if the folder holds files that cannot be read
   */
  public Baselines learning(FactsFolder facts) throws IOException {
    Map<Subject, Baseline> known = new HashMap<>();
    facts.read(
        hour -> {
          Subject who = hour.subject();
          int at = hour.facts().hour();
          if (incidents.stream().noneMatch(incident -> incident.covers(who, at))) {
            known.merge(
                who,
                Baseline.NONE.learn(hour.facts()),
                (before, first) -> before.learn(hour.facts()));
          }
        });
    return new Baselines(
        estate, incidents, subject -> known.getOrDefault(subject, Baseline.NONE));
  }

  /** The stage that keeps them. */
  public KeepBaseline stage() {
    return new KeepBaseline(new Observer(estate), KeepBaseline.LAG, incidents, learned);
  }
}
