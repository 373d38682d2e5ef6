package dev.gatehouse.range.actor;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
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
  public void begin(World world) {
    world.agenda().daily(midnight -> plan(world, midnight));
  }

  private void plan(World world, Instant midnight) {
    LocalDate day = midnight.atZone(ZoneOffset.UTC).toLocalDate();
    SeededRandom random = world.random("pipeline", pipeline.repository(), day.toString());
    int runs = random.poisson(Calendar.weekend(day) ? 0.1 : world.rates().pipelineRuns());
    for (int i = 0; i < runs; i++) {
      Instant time =
          midnight.plusSeconds((long) (Math.min(22, Math.max(6, random.normal(13, 2.6))) * 3600));
      boolean production = random.chance(0.35);
      SeededRandom own =
          world.random("build", pipeline.repository(), day.toString(), String.valueOf(i));
      world.agenda().at(time, now -> run(world, pipeline, own, now, production, null));
    }
  }

  /** One run of a pipeline; to production only in a change window, which it notes down. */
  public static void run(
      World world,
      Pipeline pipeline,
      SeededRandom random,
      Instant now,
      boolean production,
      @Nullable Label label) {
    Client runner = Client.sdk(Network.runner(random.below(30)), AGENT);
    Account shared = world.org().first("shared");
    Session build =
        world
            .desk()
            .webIdentities()
            .exchange(
                Organization.oidcProvider(shared, Organization.BUILD_PROVIDER),
                "sts.amazonaws.com",
                pipeline.subject(),
                world.org().role(shared, "build"),
                "GitHubActions",
                3600,
                runner,
                now,
                label,
                random);
    Shell shell = world.shell(random, runner, now.plusSeconds(2), label).use(build);
    shell.call(Operations.callerIdentity(), Operations.authorizationToken());
    shell.wait(Duration.ofMinutes(2), Duration.ofMinutes(7));
    for (Account target : pipeline.targets()) {
      if (target.production() && !production) {
        continue;
      }
      shell.use(build);
      Instant begun = shell.now();
      deploy(world, shell, pipeline, target, random);
      if (target.production()) {
        world.log().changes().add(window(world, pipeline, target, begun, shell.now()));
      }
    }
  }

  private static void deploy(
      World world, Shell shell, Pipeline pipeline, Account target, SeededRandom random) {
    String service = pipeline.repository().substring("example-org/".length());
    shell.from(Client.terraform(shell.client().address()));
    shell.assume(
        world.org().role(target, "deploy"),
        Asking.as("deploy-" + service).lasting(target.production() ? 3600 : 1800));
    int revision = random.between(20, 400);
    shell.call(
        Operations.describeStacks(service),
        Operations.registerTask(service, revision),
        Operations.updateService(service, revision),
        Operations.describeServices(service),
        Operations.updateStack(target, service),
        Operations.describeStacks(service));
    if (target.production() && random.chance(0.3)) {
      shell.assume(world.org().role(target, "database-migration"), Asking.as("migrate-" + service));
      shell.call(Data.describeDatabase(target.unit() + "-primary"));
      shell.call(Data.getSecret(target, target.unit() + "/database"));
      shell.via(
          "secretsmanager.amazonaws.com", Data.decryptSecret(target, target.unit() + "/database"));
    }
    shell.wait(Duration.ofSeconds(30), Duration.ofMinutes(3));
  }

  private static java.util.Map<String, @Nullable Object> window(
      World world, Pipeline pipeline, Account target, Instant from, Instant to) {
    return object(
        "id",
        "CHG" + (1000 + world.log().changes().size()),
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
            world.org().role(world.org().first("shared"), "build").arn(),
            world.org().role(target, "deploy").arn()),
        "approved",
        true);
  }
}
