package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** AWS services that look after an account with their service-linked roles: three in ten events. */
final class ServiceActivity implements Actor {
  private final Account account;

  ServiceActivity(Account account) {
    this.account = account;
  }

  @Override
  public void begin(Simulation simulation) {
    Duration offset = Duration.ofSeconds(Math.floorMod(account.id().hashCode(), 3000));
    simulation.schedule().every(offset, Duration.ofHours(1), now -> hour(simulation, now));
  }

  private void hour(Simulation simulation, Instant now) {
    SeededRandom random = simulation.random("noise", account.id(), now.toString());
    // Two records a visit on average.
    int visits = random.poisson(simulation.rates().services() / 24 / 2);
    List<Role> linked =
        simulation.org().roles(account).stream().filter(Role::serviceLinked).toList();
    for (int i = 0; i < visits; i++) {
      Role role = random.pick(linked);
      Duration later = random.between(Duration.ZERO, Duration.ofMinutes(59));
      visit(simulation, random, role, now.plus(later));
    }
  }

  private void visit(Simulation simulation, SeededRandom random, Role role, Instant time) {
    String service = role.path().split("/", -1)[2];
    String name = role.name().substring("AWSServiceRoleFor".length()) + random.below(1_000_000);
    Caller caller =
        simulation
            .caller(random, Client.service(service), time, null)
            .assumeByService(service, role, name, Duration.ofHours(1), null)
            .pauseSeconds(1);
    int calls = random.below(3);
    for (int i = 0; i < calls; i++) {
      caller.call(random.pick(calls(service)));
    }
  }

  private List<ApiCall> calls(String service) {
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
