package dev.gatehouse.range.campaign.impact;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Instant;
import java.util.List;

/** The trail is silenced. */
public final class TrailTampering extends Campaign {
  public TrailTampering() {
    super(
        "trail-tampering",
        "A session in the management account narrows, stops and deletes the trail.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> silence(run, now));
  }

  private static void silence(CampaignRun run, Instant now) {
    Account management = run.org().first("management");
    List<Person> people = run.org().people(Person.Job.PLATFORM);
    Person person = people.get(people.size() - 1);
    Caller caller = run.attacker(now).label(run.stage("initial-access", "T1078.004"));
    run.takeSession(caller, person, run.org().permissionSet(management, "PlatformEngineer"));
    caller.pauseSeconds(6).call(Operations.callerIdentity());
    String trail = management.arn("cloudtrail", management.region(), "trail/organization");
    caller.label(run.stage("discovery", "T1580"));
    caller.call(Operations.describeTrails(), Operations.trailStatus(trail));
    caller.label(run.stage("defense-evasion", "T1562.008"));
    caller.call(Operations.eventSelectors(trail));
    if (run.loud()) {
      caller.call(Operations.stopLogging(trail), Operations.deleteTrail(trail));
    }
  }
}
