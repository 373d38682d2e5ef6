package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One person in two places at once. */
public final class ImpossibleTravel extends Campaign {
  public ImpossibleTravel() {
    super(
        "impossible-travel",
        "A person works from the office, and minutes later from another continent.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.after(Duration.ofHours(run.loud() ? 10 : 0), now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    List<Person> people = run.org().people(Person.Job.ENGINEER);
    Person person = people.get(run.number() % people.size());
    Account account = person.accounts().get(0);
    Client away = run.loud() ? run.commandLine() : Client.sdk(run.address(), person.userAgent());
    Caller caller = run.attacker(away, now).label(run.stage("initial-access", "T1078.004"));
    caller.signInToPortal(person).pauseSeconds(30);
    caller.usePermissionSet(person, run.org().permissionSet(account, "PowerUserAccess"), 3600);
    caller.pauseSeconds(5).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1580"));
    caller.call(Ec2.describeInstances(), S3.listBuckets());
    caller.label(run.stage("credential-access", "T1552"));
    caller.call(Data.describeParameters());
    caller.call(Data.getParameter(account, "/" + account.unit() + "/config"));
  }
}
