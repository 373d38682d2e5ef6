package dev.gatehouse.range.campaign.persistence;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.WebToken;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A provider of identities that the attacker owns. */
public final class ProviderBackdoor extends Campaign {
  public ProviderBackdoor() {
    super(
        "provider-backdoor",
        "An identity provider or trust anchor of the attacker's own is set up and used to come"
            + " back.");
  }

  private static final String ISSUER = "login.example.net/tenant";

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> plant(run, now));
    run.after(
        run.loud() ? Duration.ofMinutes(15) : Duration.ofHours(28), now -> comeBack(run, now));
  }

  private static Role door(CampaignRun run) {
    Account account = run.org().first("shared");
    JsonMap trust =
        run.loud()
            ? PolicyDocument.when(
                PolicyDocument.trustWebIdentity(Organization.oidcProvider(account, ISSUER)),
                "StringEquals",
                ISSUER + ":aud",
                "sts.amazonaws.com")
            : PolicyDocument.trustService("rolesanywhere.amazonaws.com");
    return new Role(
        account,
        "AROA" + account.code() + (run.loud() ? "BACKDOORA" : "BACKDOORB"),
        "/",
        run.loud() ? "sync-service" : "host-inventory",
        PolicyDocument.of(trust),
        PolicyDocument.allow("*"),
        List.of(),
        "made by an attacker");
  }

  private static void plant(CampaignRun run, Instant now) {
    Role door = door(run);
    Account account = door.account();
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Caller caller = run.attacker(now).label(run.stage("initial-access", "T1078.004"));
    run.takeSession(caller, person, run.org().permissionSet(account, "PlatformEngineer"));
    caller.pauseSeconds(8).call(Operations.callerIdentity());
    caller.label(run.stage("persistence", "T1484.002"));
    caller.call(
        run.loud()
            ? Iam.createOidcProvider(account.id(), ISSUER, run.random().hex(40))
            : Operations.createTrustAnchor(
                account, "inventory", run.random().uuid(), caller.now()));
    caller.call(Iam.createRole(door, caller.now()));
    caller.call(Iam.attachRolePolicy(door.name(), Iam.ADMINISTRATOR));
  }

  private static void comeBack(CampaignRun run, Instant now) {
    Role door = door(run);
    Caller caller = run.attacker(now).label(run.stage("return", "T1078.004"));
    if (run.loud()) {
      String provider = Organization.oidcProvider(door.account(), ISSUER);
      caller.assumeWithToken(WebToken.forSts(provider, "svc"), door, "sync", 3600);
    } else {
      caller.createRolesAnywhereSession(door, "inv-01", run.random().hex(32));
    }
    caller.pauseSeconds(3).label(run.stage("discovery", "T1580"));
    caller.call(Operations.callerIdentity(), Iam.listRoles(), S3.listBuckets());
  }
}
