package dev.gatehouse.range.lookalike;

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
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A new vendor is let in. */
final class NewIntegration extends LookAlike {
  NewIntegration() {
    super(
        "new-integration",
        "A new vendor gets a role with an ExternalId in several accounts and begins to use it.");
  }

  private static final String VENDOR = "cost-insights";
  private static final String VENDOR_ACCOUNT = "100077770010";

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> connect(run, now));
  }

  private static void connect(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    String externalId = "cost-" + run.number();
    List<Account> services = run.org().services();
    List<Account> accounts = services.subList(0, Math.min(6, services.size()));
    List<Role> roles = new ArrayList<>();
    Instant time = now;
    for (Account account : accounts) {
      Role role =
          Role.of(
              run.random(),
              account,
              VENDOR + "-" + run.number(),
              PolicyDocument.when(
                  PolicyDocument.trustAccount(VENDOR_ACCOUNT),
                  "StringEquals",
                  "sts:ExternalId",
                  externalId),
              PolicyDocument.allow("ce:* ec2:Describe*"));
      roles.add(role);
      time = create(run, person, role, time).plusSeconds(20);
    }
    run.announce(
        "integration", "Connect " + VENDOR, Duration.ofHours(2), accounts, List.of(person.email()));
    String principalId = run.random().id("AROAEXAMPLEX", 21) + ":" + VENDOR;
    Vendor vendor =
        new Vendor(VENDOR, VENDOR_ACCOUNT, principalId, externalId, "203.0.113.3", roles);
    for (int day = 0; day < 4; day++) {
      run.after(Duration.ofHours(1 + 24L * day), at -> round(run, vendor, at));
    }
  }

  private static Instant create(LookAlikeRun run, Person person, Role role, Instant now) {
    Client client = Client.terraform(person.officeAddress());
    Caller caller = run.caller(person, role.account(), "PlatformEngineer", client, now);
    caller.pauseSeconds(5).call(Iam.createRole(role, caller.now()));
    return caller.call(Iam.putRolePolicy(role)).now();
  }

  private static void round(LookAlikeRun run, Vendor vendor, Instant now) {
    AssumeRoleOptions options = AssumeRoleOptions.named(VENDOR).withExternalId(vendor.externalId());
    Caller caller = run.caller(Client.boto3(vendor.address()), now);
    for (Role role : vendor.roles()) {
      caller.assumeFromOutside(vendor, role, options).pauseSeconds(1);
      caller.call(Ec2.describeInstances(), Operations.costs());
    }
  }
}
