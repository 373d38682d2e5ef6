package dev.gatehouse.range.lookalike;

import static dev.gatehouse.trail.JsonOut.object;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A new vendor is let in. */
final class NewIntegration implements LookAlike {
  @Override
  public String id() {
    return "new-integration";
  }

  @Override
  public String summary() {
    return "A new vendor gets a role with an ExternalId in several accounts and begins to use it.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> connect(run, now));
  }

  private static void connect(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Client client = Client.terraform(person.officeAddress());
    List<Role> roles = new ArrayList<>();
    List<Account> services = run.org().services();
    List<Account> accounts = services.subList(0, Math.min(6, services.size()));
    Instant time = now;
    for (Account account : accounts) {
      Role role =
          new Role(
              account,
              run.random().id("AROA" + account.code(), 21),
              "/",
              "cost-insights-" + run.number(),
              PolicyDocument.of(
                  PolicyDocument.trustAws(
                      object("StringEquals", object("sts:ExternalId", "cost-" + run.number())),
                      "arn:aws:iam::100077770010:root")),
              PolicyDocument.allow("ce:*", "ec2:Describe*"),
              List.of(),
              "tight");
      roles.add(role);
      Caller caller = run.caller(client, time);
      caller.use(run.session(person, account, "PlatformEngineer", client, time));
      caller.wait(Duration.ofSeconds(5));
      caller.call(Iam.createRole(account.id(), role.name(), role.id(), role.trust(), caller.now()));
      caller.call(
          Iam.putRolePolicy(role.name(), "access", PolicyDocument.allow("ce:*", "ec2:Describe*")));
      time = caller.now().plusSeconds(20);
    }
    run.announce(
        "integration",
        "Connect cost-insights",
        now,
        Duration.ofHours(2),
        accounts,
        List.of(person.email()));
    Vendor vendor =
        new Vendor(
            "cost-insights",
            "100077770010",
            run.random().id("AROAEXAMPLEX", 21) + ":cost-insights",
            "cost-" + run.number(),
            "203.0.113.3",
            roles);
    for (int day = 0; day < 4; day++) {
      run.after(Duration.ofHours(1 + 24L * day), at -> round(run, vendor, at));
    }
  }

  private static void round(LookAlikeRun run, Vendor vendor, Instant now) {
    Client client = Client.boto3(vendor.address());
    Instant time = now;
    for (Role role : vendor.roles()) {
      Caller caller = run.caller(client, time);
      caller.use(
          run.simulation()
              .aws()
              .tokens()
              .outside(
                  vendor,
                  client,
                  time,
                  role,
                  AssumeRoleOptions.as("cost-insights").external(vendor.externalId()),
                  run.label(),
                  run.random()));
      caller.wait(Duration.ofSeconds(1)).call(Ec2.describeInstances(), Operations.costs());
      time = caller.now();
    }
  }
}
