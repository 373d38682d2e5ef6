package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
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
  public void run(Attack attack) {
    attack.after(Duration.ofHours(attack.loud() ? 10 : 0), now -> enter(attack, now));
  }

  private static void enter(Attack attack, Instant now) {
    List<Person> people = attack.org().people(Person.Job.ENGINEER);
    Person person = people.get(attack.number() % people.size());
    Account account = person.accounts().get(0);
    Role set = attack.org().permissionSet(account, "PowerUserAccess");
    Client away =
        attack.loud() ? attack.commandLine() : Client.sdk(attack.address(), person.userAgent());
    Label access = attack.stage("initial-access", "T1078.004");
    Shell shell = attack.shell(away, now).label(access);
    attack.world().desk().signIns().portal(person, away, now, access, attack.random());
    shell.wait(Duration.ofSeconds(30));
    shell.use(
        attack
            .world()
            .desk()
            .signIns()
            .permissionSet(person, set, away, shell.now(), 3600, access, attack.random()));
    shell.wait(Duration.ofSeconds(5)).call(Operations.callerIdentity());
    shell.label(attack.stage("discovery", "T1580"));
    shell.call(Ec2.describeInstances(), S3.listBuckets());
    shell.label(attack.stage("credential-access", "T1552"));
    shell.call(Data.describeParameters());
    shell.call(Data.getParameter(account, "/" + account.unit() + "/config"));
  }
}
