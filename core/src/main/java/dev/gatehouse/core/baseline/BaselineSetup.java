package dev.gatehouse.core.baseline;

import dev.gatehouse.core.baseline.feature.FeatureExtractor;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.baseline.hour.FactsFolder;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.baseline.hour.Incident;
import dev.gatehouse.core.baseline.hour.SubjectHour;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.estate.Estate;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What {@link KeepBaseline} needs to know from outside the trail.
 *
 * @param estate for networks and business units
 * @param incidents what is judged but not learned
 * @param learned what earlier runs have learned of a subject; {@link Baseline#NONE} for a stranger
 */
public record BaselineSetup(
    Estate estate, List<Incident> incidents, Function<Subject, Baseline> learned) {
  public BaselineSetup {
    incidents = List.copyOf(incidents);
  }

  /** Nothing learned yet and nothing to leave out. */
  public static BaselineSetup of(Estate estate) {
    return new BaselineSetup(estate, List.of(), subject -> Baseline.NONE);
  }

  /**
   * The same with what earlier runs learned of the time before {@code first}, the first record of
   * this one: nothing is judged by what came after it.
   *
   * @throws IOException if the folder holds files that cannot be read
   */
  public BaselineSetup learning(FactsFolder facts, Instant first) throws IOException {
    int until = HourFacts.hourOf(first);
    Map<Subject, Baseline> known = new HashMap<>();
    facts.read(
        hour -> {
          if (hour.facts().hour() < until && isLearned(hour)) {
            Baseline before = known.getOrDefault(hour.subject(), Baseline.NONE);
            known.put(hour.subject(), before.learn(hour.facts()));
          }
        });
    return new BaselineSetup(
        estate, incidents, subject -> known.getOrDefault(subject, Baseline.NONE));
  }

  private boolean isLearned(SubjectHour hour) {
    return incidents.stream().noneMatch(incident -> incident.covers(hour));
  }

  /** The stage that keeps them. */
  public KeepBaseline stage() {
    return new KeepBaseline(new FeatureExtractor(estate), KeepBaseline.LAG, incidents, learned);
  }
}
