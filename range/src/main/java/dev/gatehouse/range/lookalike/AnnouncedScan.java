package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A tester knocks at every door. */
final class AnnouncedScan implements LookAlike {
  @Override
  public String id() {
    return "announced-scan";
  }

  @Override
  public String summary() {
    return "A security tester is refused hundreds of times in an announced hour.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> scan(run, now));
  }

  private static void scan(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.SECURITY).get(0);
    Account account = run.random().pick(run.org().services());
    Client client = Client.boto3("203.0.113.226");
    run.announce(
        "security-test",
        "Permission scan",
        now,
        Duration.ofHours(2),
        List.of(account),
        List.of(person.email()));
    Caller caller = run.caller(client, now);
    caller.use(run.session(person, account, "SecurityAudit", client, now));
    caller.wait(Duration.ofSeconds(4)).pace(Duration.ofMillis(200), Duration.ofSeconds(2));
    for (int i = 0; i < 40; i++) {
      caller.denied(
          Data.getSecret(account, "candidate-" + i),
          account.arn("secretsmanager", account.region(), "secret:candidate-" + i));
      caller.assumeRefused(account.arn("iam", "", "role/candidate-" + i));
    }
    caller.call(Iam.listRoles(), Iam.listUsers());
  }
}
