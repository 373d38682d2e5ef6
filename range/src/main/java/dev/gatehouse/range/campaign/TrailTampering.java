package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
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
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> silence(attack, now));
  }

  private static void silence(Attack attack, Instant now) {
    Account management = attack.org().first("management");
    List<Person> people = attack.org().people(Person.Job.PLATFORM);
    Person person = people.get(people.size() - 1);
    Role set = attack.org().permissionSet(management, "PlatformEngineer");
    Client client = attack.commandLine();
    String trail = management.arn("cloudtrail", management.region(), "trail/organization");
    Label access = attack.stage("initial-access", "T1078.004");
    Shell shell = attack.shell(client, now).label(access);
    shell.use(attack.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(6));
    shell.call(Operations.callerIdentity()).label(attack.stage("discovery", "T1580"));
    shell.call(Operations.describeTrails(), Operations.trailStatus(trail));
    shell.label(attack.stage("defense-evasion", "T1562.008"));
    shell.call(Operations.eventSelectors(trail));
    if (attack.loud()) {
      shell.call(Operations.stopLogging(trail), Operations.deleteTrail(trail));
    }
  }
}
