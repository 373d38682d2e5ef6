package dev.gatehouse.range.scenario;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.TruthWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** One run of a scenario: its id, its time and its random numbers. */
public abstract class ScenarioRun {
  private final Simulation simulation;
  private final String id;
  private final SeededRandom random;

  ScenarioRun(Simulation simulation, String id, SeededRandom random) {
    this.simulation = simulation;
    this.id = id;
    this.random = random;
  }

  /** What the run happens in. */
  public Simulation simulation() {
    return simulation;
  }

  /** Whom it happens to. */
  public Organization org() {
    return simulation.org();
  }

  /** The run's random numbers; its callers draw from them too. */
  public SeededRandom random() {
    return random;
  }

  /** {@code leaked-key/loud}, {@code new-joiner/1}. */
  public String id() {
    return id;
  }

  /** When the run begins. */
  abstract Instant start();

  /** Does something when the run begins. */
  public void atStart(Consumer<Instant> act) {
    after(Duration.ZERO, act);
  }

  /** Does something a while after the beginning. */
  public void after(Duration delay, Consumer<Instant> act) {
    simulation.schedule().at(start().plus(delay), act);
  }

  /** The run as the truth folder lists it. */
  abstract JsonMap truth(TruthWriter truth);
}
