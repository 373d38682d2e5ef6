package dev.gatehouse.range.campaign;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
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
    return "An identity provider or trust anchor of the attacker's own is set up and used to come back.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> plant(attack, now));
    attack.after(
        attack.loud() ? Duration.ofMinutes(15) : Duration.ofHours(28), now -> enter(attack, now));
  }

  private static final String ISSUER = "login.example.net/tenant";

  private static Account account(Attack attack) {
    return attack.org().first("shared");
  }

  private static Role door(Attack attack) {
    Account account = account(attack);
    return new Role(
        account,
        "AROA" + account.code() + (attack.loud() ? "BACKDOORA" : "BACKDOORB"),
        "/",
        attack.loud() ? "sync-service" : "host-inventory",
        Document.of(
            attack.loud()
                ? Document.trustWebIdentity(
                    Organization.oidcProvider(account, ISSUER),
                    object("StringEquals", object(ISSUER + ":aud", "sts.amazonaws.com")))
                : Document.trustService("rolesanywhere.amazonaws.com", null)),
        Document.allow("*"),
        List.of(),
        "made by an attacker");
  }

  private static void plant(Attack attack, Instant now) {
    Account account = account(attack);
    Person person = attack.org().people(Person.Job.PLATFORM).get(0);
    Role set = attack.org().permissionSet(account, "PlatformEngineer");
    Client client = attack.commandLine();
    Label access = attack.stage("initial-access", "T1078.004");
    Role door = door(attack);
    Shell shell = attack.shell(client, now).label(access);
    shell.use(attack.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(8));
    shell.call(Operations.callerIdentity()).label(attack.stage("persistence", "T1484.002"));
    if (attack.loud()) {
      shell.call(Iam.createOidcProvider(account.id(), ISSUER, attack.random().hex(40)));
    } else {
      shell.call(
          Operations.createTrustAnchor(account, "inventory", attack.random().uuid(), shell.now()));
    }
    shell.call(Iam.createRole(account.id(), door.name(), door.id(), door.trust(), shell.now()));
    shell.call(Iam.attachRolePolicy(door.name(), Iam.ADMINISTRATOR));
  }

  private static void enter(Attack attack, Instant now) {
    Role door = door(attack);
    Client client = attack.commandLine();
    Label label = attack.stage("return", "T1078.004");
    Session session =
        attack.loud()
            ? attack
                .world()
                .desk()
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
                    attack.random())
            : attack
                .world()
                .desk()
                .deliveries()
                .rolesAnywhere(
                    door, "inv-01", attack.random().hex(32), client, now, label, attack.random());
    Shell shell = attack.shell(client, now.plusSeconds(3)).use(session);
    shell.label(attack.stage("discovery", "T1580"));
    shell.call(Operations.callerIdentity(), Iam.listRoles(), S3.listBuckets());
  }
}
