package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.BuildPipeline;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.util.List;

/** Everything is rolled out at once. */
final class MassDeployment extends LookAlike {
  MassDeployment() {
    super(
        "mass-deployment",
        "Every pipeline deploys to production within an hour: a spike of AssumeRole by the build"
            + " role.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    List<Pipeline> pipelines = run.org().pipelines();
    for (int i = 0; i < pipelines.size(); i++) {
      Pipeline pipeline = pipelines.get(i);
      SeededRandom random = run.simulation().random("mass", run.id(), pipeline.repository());
      run.after(
          Duration.ofMinutes(i % 50),
          now -> BuildPipeline.run(run.simulation(), pipeline, random, now, true, run.label()));
    }
  }
}
