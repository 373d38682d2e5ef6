package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The witness is silenced. */
final class TrailTampering implements Campaign {
  @Override
  public String id() {
    return "trail-tampering";
  }

  @Override
  public String summary() {
    return "A session in the management account narrows, stops and deletes the trail.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> silence(run, now));
  }

  private static void silence(CampaignRun run, Instant now) {
    Account management = run.org().first("management");
    List<Person> people = run.org().people(Person.Job.PLATFORM);
    Person person = people.get(people.size() - 1);
    Role set = run.org().permissionSet(management, "PlatformEngineer");
    Client client = run.commandLine();
    String trail = management.arn("cloudtrail", management.region(), "trail/organization");
    Label access = run.stage("initial-access", "T1078.004");
    Caller caller = run.caller(client, now).label(access);
    caller.use(run.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(6));
    caller.call(Operations.callerIdentity()).label(run.stage("discovery", "T1580"));
    caller.call(Operations.describeTrails(), Operations.trailStatus(trail));
    caller.label(run.stage("defense-evasion", "T1562.008"));
    caller.call(Operations.eventSelectors(trail));
    if (run.loud()) {
      caller.call(Operations.stopLogging(trail), Operations.deleteTrail(trail));
    }
  }
}
