package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One person in two places at once. */
final class ImpossibleTravel implements Campaign {
  @Override
  public String id() {
    return "impossible-travel";
  }

  @Override
  public String summary() {
    return "A person works from the office, and minutes later from another continent.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ofHours(run.loud() ? 10 : 0), now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    List<Person> people = run.org().people(Person.Job.ENGINEER);
    Person person = people.get(run.number() % people.size());
    Account account = person.accounts().get(0);
    Role set = run.org().permissionSet(account, "PowerUserAccess");
    Client away = run.loud() ? run.commandLine() : Client.sdk(run.address(), person.userAgent());
    Label access = run.stage("initial-access", "T1078.004");
    Caller caller = run.caller(away, now).label(access);
    run.simulation().aws().signIns().portal(person, away, now, access, run.random());
    caller.wait(Duration.ofSeconds(30));
    caller.use(
        run.simulation()
            .aws()
            .signIns()
            .permissionSet(person, set, away, caller.now(), 3600, access, run.random()));
    caller.wait(Duration.ofSeconds(5)).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1580"));
    caller.call(Ec2.describeInstances(), S3.listBuckets());
    caller.label(run.stage("credential-access", "T1552"));
    caller.call(Data.describeParameters());
    caller.call(Data.getParameter(account, "/" + account.unit() + "/config"));
  }
}
