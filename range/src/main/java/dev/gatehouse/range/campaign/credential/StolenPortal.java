package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A stolen portal session visits one account after another. */
public final class StolenPortal extends Campaign {
  public StolenPortal() {
    super(
        "stolen-portal",
        "A stolen Identity Center portal session opens one account every few hours.");
  }

  @Override
  public void begin(CampaignRun run) {
    List<Person> people = run.org().people(Person.Job.SECURITY);
    Person person = people.get(people.size() - 1);
    int visits = Math.min(person.accounts().size(), run.loud() ? 14 : 8);
    for (int i = 0; i < visits; i++) {
      Account account = person.accounts().get(person.accounts().size() - 1 - i);
      Duration delay = Duration.ofMinutes((run.loud() ? 8L : 215L) * i);
      run.after(delay, now -> visit(run, person, account, now));
    }
  }

  private static void visit(CampaignRun run, Person person, Account account, Instant now) {
    Caller caller = run.attacker(now).label(run.stage("initial-access", "T1539"));
    caller.usePermissionSet(person, run.org().permissionSet(account, "SecurityAudit"), 3600);
    caller.pauseSeconds(8).label(run.stage("discovery", "T1087.004"));
    caller.call(Iam.listUsers(), Iam.listRoles());
    if (run.loud()) {
      caller.call(Iam.getAccountAuthorizationDetails(), Ec2.describeInstances(), S3.listBuckets());
    }
  }
}
