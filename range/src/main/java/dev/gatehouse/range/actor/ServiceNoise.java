package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Call;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** AWS services that look after an account with their service-linked roles: the loudest noise. */
final class ServiceNoise implements Actor {
  private final Account account;

  ServiceNoise(Account account) {
    this.account = account;
  }

  @Override
  public void begin(World world) {
    Instant first =
        world.agenda().start().plusSeconds(Math.floorMod(account.id().hashCode(), 3000));
    world.agenda().every(first, Duration.ofHours(1), now -> hour(world, now));
  }

  private void hour(World world, Instant now) {
    SeededRandom random = world.random("noise", account.id(), now.toString());
    // Two records a visit on average.
    int visits = random.poisson(world.rates().serviceNoise() / 24 / 2);
    List<Role> linked = world.org().roles(account).stream().filter(Role::serviceLinked).toList();
    for (int i = 0; i < visits; i++) {
      visit(
          world,
          random,
          random.pick(linked),
          now.plus(random.between(Duration.ZERO, Duration.ofMinutes(59))));
    }
  }

  private void visit(World world, SeededRandom random, Role role, Instant time) {
    String service = role.path().split("/", -1)[2];
    Session session =
        world
            .desk()
            .deliveries()
            .deliver(
                service,
                time,
                role,
                role.name().substring("AWSServiceRoleFor".length()) + random.below(1_000_000),
                Duration.ofHours(1),
                null,
                null,
                random);
    Shell shell =
        world.shell(random, Client.service(service), time.plusSeconds(1), null).use(session);
    int calls = random.below(3);
    for (int i = 0; i < calls; i++) {
      shell.call(random.pick(calls(service)));
    }
  }

  private List<Call> calls(String service) {
    return switch (service) {
      case "config.amazonaws.com" ->
          List.of(
              Ec2.describeSecurityGroups(),
              Iam.listRoles(),
              S3.bucketAcl(account.bucket("assets")),
              S3.bucketEncryption(account.bucket("assets")));
      case "guardduty.amazonaws.com" -> List.of(Ec2.describeVpcs(), Ec2.describeInstances());
      case "autoscaling.amazonaws.com" ->
          List.of(Ec2.describeInstances(), Operations.describeAlarms());
      case "trustedadvisor.amazonaws.com" ->
          List.of(Iam.getAccountSummary(), Ec2.describeVolumes());
      default -> List.of(Ec2.describeInstances(), Ec2.describeTags());
    };
  }
}
