package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.aws.WebToken;
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
    simulation.schedule().daily(day -> plan(simulation, day));
  }

  private void plan(Simulation simulation, LocalDate day) {
    SeededRandom random = simulation.random("pipeline", pipeline.repository(), day.toString());
    int runs = random.poisson(WorkCalendar.weekend(day) ? 0.1 : simulation.rates().builds());
    for (int i = 0; i < runs; i++) {
      double hour = Math.min(22, Math.max(6, random.normal(13, 2.6)));
      Instant time = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds((long) (hour * 3600));
      boolean production = random.chance(0.35);
      SeededRandom own =
          simulation.random("build", pipeline.repository(), day.toString(), String.valueOf(i));
      simulation.schedule().at(time, now -> run(simulation, pipeline, own, now, production, null));
    }
  }

  /** One run of a pipeline; one to production is announced as a change. */
  public static void run(
      Simulation simulation,
      Pipeline pipeline,
      SeededRandom random,
      Instant now,
      boolean production,
      @Nullable Label label) {
    Account shared = simulation.org().first("shared");
    Client runner = Client.sdk(Network.runner(random.below(30)), AGENT);
    String provider = Organization.oidcProvider(shared, Organization.BUILD_PROVIDER);
    Caller caller =
        simulation
            .caller(random, runner, now, label)
            .assumeWithToken(
                WebToken.forSts(provider, pipeline.subject()),
                simulation.org().role(shared, "build"),
                "GitHubActions",
                3600);
    Session build = caller.session();
    caller.pauseSeconds(2).call(Operations.callerIdentity(), Operations.authorizationToken());
    caller.pause(Duration.ofMinutes(2), Duration.ofMinutes(7));
    for (Account target : pipeline.targets()) {
      if (!target.production() || production) {
        Instant begun = caller.now();
        deploy(simulation, caller.use(build), pipeline, target, random);
        if (target.production()) {
          announce(simulation, pipeline, target, begun, caller.now());
        }
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
        AssumeRoleOptions.named("deploy-" + service).lasting(target.production() ? 3600 : 1800));
    int revision = random.between(20, 400);
    caller.call(
        Operations.describeStacks(service),
        Operations.registerTask(service, revision),
        Operations.updateService(service, revision),
        Operations.describeServices(service),
        Operations.updateStack(target, service),
        Operations.describeStacks(service));
    if (target.production() && random.chance(0.3)) {
      caller.assume(simulation.org().role(target, "database-migration"), "migrate-" + service);
      caller.call(Data.describeDatabase(target.unit() + "-primary"));
      Data.readSecret(caller, target, target.unit() + "/database");
    }
    caller.pause(Duration.ofSeconds(30), Duration.ofMinutes(3));
  }

  private static void announce(
      Simulation simulation, Pipeline pipeline, Account target, Instant from, Instant to) {
    simulation
        .planned()
        .announce(
            "CHG" + (1000 + simulation.planned().changes().size()),
            "deployment",
            "Deploy " + pipeline.repository() + " to " + target.name(),
            from.minus(Duration.ofMinutes(10)),
            to.plus(Duration.ofMinutes(20)),
            List.of(target),
            List.of(
                simulation.org().role(simulation.org().first("shared"), "build").arn(),
                simulation.org().role(target, "deploy").arn()));
  }
}
