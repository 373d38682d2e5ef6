package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
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
  public void run(CampaignRun run) {
    List<Person> people = run.org().people(Person.Job.SECURITY);
    Person person = people.get(people.size() - 1);
    int visits = Math.min(person.accounts().size(), run.loud() ? 14 : 8);
    for (int i = 0; i < visits; i++) {
      Account account = person.accounts().get(person.accounts().size() - 1 - i);
      Duration delay = run.loud() ? Duration.ofMinutes(8L * i) : Duration.ofMinutes(215L * i);
      run.after(delay, now -> visit(run, person, account, now));
    }
  }

  private static void visit(CampaignRun run, Person person, Account account, Instant now) {
    Role set = run.org().permissionSet(account, "SecurityAudit");
    Client client = run.commandLine();
    Label access = run.stage("initial-access", "T1539");
    Caller caller = run.caller(client, now).label(access);
    caller.use(
        run.simulation()
            .aws()
            .signIns()
            .permissionSet(person, set, client, now, 3600, access, run.random()));
    caller.wait(Duration.ofSeconds(8));
    caller.label(run.stage("discovery", "T1087.004"));
    caller.call(Iam.listUsers(), Iam.listRoles());
    if (run.loud()) {
      caller.call(Iam.getAccountAuthorizationDetails(), Ec2.describeInstances(), S3.listBuckets());
    }
  }
}
