package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A tester tries every door. */
final class AnnouncedScan extends LookAlike {
  AnnouncedScan() {
    super("announced-scan", "A security tester is refused hundreds of times in an announced hour.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> scan(run, now));
  }

  private static void scan(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.SECURITY).get(0);
    Account account = run.random().pick(run.org().services());
    run.announce(
        "security-test",
        "Permission scan",
        Duration.ofHours(2),
        List.of(account),
        List.of(person.email()));
    Caller caller =
        run.caller(person, account, "SecurityAudit", Client.boto3("203.0.113.226"), now);
    caller.pauseSeconds(4).pace(Duration.ofMillis(200), Duration.ofSeconds(2));
    for (int i = 0; i < 40; i++) {
      String name = "candidate-" + i;
      caller.denied(
          Data.getSecret(account, name),
          account.arn("secretsmanager", account.region(), "secret:" + name));
      caller.assumeRefused(account.arn("iam", "", "role/" + name));
    }
    caller.call(Iam.listRoles(), Iam.listUsers());
  }
}
