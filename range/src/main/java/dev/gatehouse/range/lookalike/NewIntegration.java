package dev.gatehouse.range.lookalike;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A new vendor is let in. */
final class NewIntegration implements Resemblance {
  @Override
  public String id() {
    return "new-integration";
  }

  @Override
  public String summary() {
    return "A new vendor gets a role with an ExternalId in several accounts and begins to use it.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> connect(occasion, now));
  }

  private static void connect(Occasion occasion, Instant now) {
    Person person = occasion.org().people(Person.Job.PLATFORM).get(0);
    Client client = Client.terraform(person.officeAddress());
    List<Role> roles = new ArrayList<>();
    List<Account> services = occasion.org().services();
    List<Account> accounts = services.subList(0, Math.min(6, services.size()));
    Instant time = now;
    for (Account account : accounts) {
      Role role =
          new Role(
              account,
              occasion.random().id("AROA" + account.code(), 21),
              "/",
              "cost-insights-" + occasion.number(),
              Document.of(
                  Document.trustAws(
                      object("StringEquals", object("sts:ExternalId", "cost-" + occasion.number())),
                      "arn:aws:iam::100077770010:root")),
              Document.allow("ce:*", "ec2:Describe*"),
              List.of(),
              "tight");
      roles.add(role);
      Shell shell = occasion.shell(client, time);
      shell.use(occasion.session(person, account, "PlatformEngineer", client, time));
      shell.wait(Duration.ofSeconds(5));
      shell.call(Iam.createRole(account.id(), role.name(), role.id(), role.trust(), shell.now()));
      shell.call(Iam.putRolePolicy(role.name(), "access", Document.allow("ce:*", "ec2:Describe*")));
      time = shell.now().plusSeconds(20);
    }
    occasion.announce(
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
            occasion.random().id("AROAEXAMPLEX", 21) + ":cost-insights",
            "cost-" + occasion.number(),
            "203.0.113.3",
            roles);
    for (int day = 0; day < 4; day++) {
      occasion.after(Duration.ofHours(1 + 24L * day), at -> round(occasion, vendor, at));
    }
  }

  private static void round(Occasion occasion, Vendor vendor, Instant now) {
    Client client = Client.boto3(vendor.address());
    Instant time = now;
    for (Role role : vendor.roles()) {
      Shell shell = occasion.shell(client, time);
      shell.use(
          occasion
              .world()
              .desk()
              .tokens()
              .outside(
                  vendor,
                  client,
                  time,
                  role,
                  Asking.as("cost-insights").external(vendor.externalId()),
                  occasion.label(),
                  occasion.random()));
      shell.wait(Duration.ofSeconds(1)).call(Ec2.describeInstances(), Operations.costs());
      time = shell.now();
    }
  }
}
