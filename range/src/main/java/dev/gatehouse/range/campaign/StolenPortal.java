package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
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

/** A stolen portal session visits one account after another. */
final class StolenPortal implements Campaign {
  @Override
  public String id() {
    return "stolen-portal";
  }

  @Override
  public String summary() {
    return "A stolen Identity Center portal session opens one account every few hours.";
  }

  @Override
  public void run(Attack attack) {
    List<Person> people = attack.org().people(Person.Job.SECURITY);
    Person person = people.get(people.size() - 1);
    int visits = Math.min(person.accounts().size(), attack.loud() ? 14 : 8);
    for (int i = 0; i < visits; i++) {
      Account account = person.accounts().get(person.accounts().size() - 1 - i);
      Duration delay = attack.loud() ? Duration.ofMinutes(8L * i) : Duration.ofMinutes(215L * i);
      attack.after(delay, now -> visit(attack, person, account, now));
    }
  }

  private static void visit(Attack attack, Person person, Account account, Instant now) {
    Role set = attack.org().permissionSet(account, "SecurityAudit");
    Client client = attack.commandLine();
    Label access = attack.stage("initial-access", "T1539");
    Shell shell = attack.shell(client, now).label(access);
    shell.use(
        attack
            .world()
            .desk()
            .signIns()
            .permissionSet(person, set, client, now, 3600, access, attack.random()));
    shell.wait(Duration.ofSeconds(8));
    shell.label(attack.stage("discovery", "T1087.004"));
    shell.call(Iam.listUsers(), Iam.listRoles());
    if (attack.loud()) {
      shell.call(Iam.getAccountAuthorizationDetails(), Ec2.describeInstances(), S3.listBuckets());
    }
  }
}
