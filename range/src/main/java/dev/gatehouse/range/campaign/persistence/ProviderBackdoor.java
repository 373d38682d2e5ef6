package dev.gatehouse.range.campaign;

import static dev.gatehouse.trail.JsonOut.object;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A provider of identities that the attacker owns. */
final class ProviderBackdoor implements Campaign {
  @Override
  public String id() {
    return "provider-backdoor";
  }

  @Override
  public String summary() {
    return "An identity provider or trust anchor of the attacker's own is set up and used to come"
               + " back.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> plant(run, now));
    run.after(run.loud() ? Duration.ofMinutes(15) : Duration.ofHours(28), now -> enter(run, now));
  }

  private static final String ISSUER = "login.example.net/tenant";

  private static Account account(CampaignRun run) {
    return run.org().first("shared");
  }

  private static Role door(CampaignRun run) {
    Account account = account(run);
    return new Role(
        account,
        "AROA" + account.code() + (run.loud() ? "BACKDOORA" : "BACKDOORB"),
        "/",
        run.loud() ? "sync-service" : "host-inventory",
        PolicyDocument.of(
            run.loud()
                ? PolicyDocument.trustWebIdentity(
                    Organization.oidcProvider(account, ISSUER),
                    object("StringEquals", object(ISSUER + ":aud", "sts.amazonaws.com")))
                : PolicyDocument.trustService("rolesanywhere.amazonaws.com", null)),
        PolicyDocument.allow("*"),
        List.of(),
        "made by an attacker");
  }

  private static void plant(CampaignRun run, Instant now) {
    Account account = account(run);
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Role set = run.org().permissionSet(account, "PlatformEngineer");
    Client client = run.commandLine();
    Label access = run.stage("initial-access", "T1078.004");
    Role door = door(run);
    Caller caller = run.caller(client, now).label(access);
    caller.use(run.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(8));
    caller.call(Operations.callerIdentity()).label(run.stage("persistence", "T1484.002"));
    if (run.loud()) {
      caller.call(Iam.createOidcProvider(account.id(), ISSUER, run.random().hex(40)));
    } else {
      caller.call(
          Operations.createTrustAnchor(account, "inventory", run.random().uuid(), caller.now()));
    }
    caller.call(Iam.createRole(account.id(), door.name(), door.id(), door.trust(), caller.now()));
    caller.call(Iam.attachRolePolicy(door.name(), Iam.ADMINISTRATOR));
  }

  private static void enter(CampaignRun run, Instant now) {
    Role door = door(run);
    Client client = run.commandLine();
    Label label = run.stage("return", "T1078.004");
    Session session =
        run.loud()
            ? run.simulation()
                .aws()
                .webIdentities()
                .exchange(
                    Organization.oidcProvider(door.account(), ISSUER),
                    "sts.amazonaws.com",
                    "svc",
                    door,
                    "sync",
                    3600,
                    client,
                    now,
                    label,
                    run.random())
            : run.simulation()
                .aws()
                .deliveries()
                .rolesAnywhere(
                    door, "inv-01", run.random().hex(32), client, now, label, run.random());
    Caller caller = run.caller(client, now.plusSeconds(3)).use(session);
    caller.label(run.stage("discovery", "T1580"));
    caller.call(Operations.callerIdentity(), Iam.listRoles(), S3.listBuckets());
  }
}
