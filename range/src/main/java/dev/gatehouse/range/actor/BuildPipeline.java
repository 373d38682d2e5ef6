package dev.gatehouse.range.actor;

import static dev.gatehouse.trail.JsonOut.object;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository's build: the provider's token, the build role, then a deploy role in each target.
 */
public final class BuildPipeline implements Actor {
  private static final String AGENT =
      "aws-sdk-js/3.723.0 ua/2.1 os/linux#6.8.0-1020-azure lang/js md/nodejs#20.18.2"
          + " api/sts#3.723.0 configure-aws-credentials-for-github-actions";

  private final Pipeline pipeline;

  BuildPipeline(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void begin(Simulation simulation) {
    simulation.schedule().daily(midnight -> plan(simulation, midnight));
  }

  private void plan(Simulation simulation, Instant midnight) {
    LocalDate day = midnight.atZone(ZoneOffset.UTC).toLocalDate();
    SeededRandom random = simulation.random("pipeline", pipeline.repository(), day.toString());
    int runs = random.poisson(WorkCalendar.weekend(day) ? 0.1 : simulation.rates().pipelineRuns());
    for (int i = 0; i < runs; i++) {
      Instant time =
          midnight.plusSeconds((long) (Math.min(22, Math.max(6, random.normal(13, 2.6))) * 3600));
      boolean production = random.chance(0.35);
      SeededRandom own =
          simulation.random("build", pipeline.repository(), day.toString(), String.valueOf(i));
      simulation.schedule().at(time, now -> run(simulation, pipeline, own, now, production, null));
    }
  }

  /** One run of a pipeline; to production only in a change window, which it notes down. */
  public static void run(
      Simulation simulation,
      Pipeline pipeline,
      SeededRandom random,
      Instant now,
      boolean production,
      @Nullable Label label) {
    Client runner = Client.sdk(Network.runner(random.below(30)), AGENT);
    Account shared = simulation.org().first("shared");
    Session build =
        simulation
            .aws()
            .webIdentities()
            .exchange(
                Organization.oidcProvider(shared, Organization.BUILD_PROVIDER),
                "sts.amazonaws.com",
                pipeline.subject(),
                simulation.org().role(shared, "build"),
                "GitHubActions",
                3600,
                runner,
                now,
                label,
                random);
    Caller caller = simulation.caller(random, runner, now.plusSeconds(2), label).use(build);
    caller.call(Operations.callerIdentity(), Operations.authorizationToken());
    caller.wait(Duration.ofMinutes(2), Duration.ofMinutes(7));
    for (Account target : pipeline.targets()) {
      if (target.production() && !production) {
        continue;
      }
      caller.use(build);
      Instant begun = caller.now();
      deploy(simulation, caller, pipeline, target, random);
      if (target.production()) {
        simulation.log().changes().add(window(simulation, pipeline, target, begun, caller.now()));
      }
    }
  }

  private static void deploy(
      Simulation simulation,
      Caller caller,
      Pipeline pipeline,
      Account target,
      SeededRandom random) {
    String service = pipeline.repository().substring("example-org/".length());
    caller.from(Client.terraform(caller.client().address()));
    caller.assume(
        simulation.org().role(target, "deploy"),
        AssumeRoleOptions.as("deploy-" + service).lasting(target.production() ? 3600 : 1800));
    int revision = random.between(20, 400);
    caller.call(
        Operations.describeStacks(service),
        Operations.registerTask(service, revision),
        Operations.updateService(service, revision),
        Operations.describeServices(service),
        Operations.updateStack(target, service),
        Operations.describeStacks(service));
    if (target.production() && random.chance(0.3)) {
      caller.assume(
          simulation.org().role(target, "database-migration"),
          AssumeRoleOptions.as("migrate-" + service));
      caller.call(Data.describeDatabase(target.unit() + "-primary"));
      caller.call(Data.getSecret(target, target.unit() + "/database"));
      caller.via(
          "secretsmanager.amazonaws.com", Data.decryptSecret(target, target.unit() + "/database"));
    }
    caller.wait(Duration.ofSeconds(30), Duration.ofMinutes(3));
  }

  private static java.util.Map<String, @Nullable Object> window(
      Simulation simulation, Pipeline pipeline, Account target, Instant from, Instant to) {
    return object(
        "id",
        "CHG" + (1000 + simulation.log().changes().size()),
        "type",
        "deployment",
        "title",
        "Deploy " + pipeline.repository() + " to " + target.name(),
        "start",
        from.minus(Duration.ofMinutes(10))
            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            .toString(),
        "end",
        to.plus(Duration.ofMinutes(20))
            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            .toString(),
        "accounts",
        List.of(target.id()),
        "identities",
        List.of(
            simulation.org().role(simulation.org().first("shared"), "build").arn(),
            simulation.org().role(target, "deploy").arn()),
        "approved",
        true);
  }
}
