package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A tester knocks at every door. */
final class AnnouncedScan implements Resemblance {
  @Override
  public String id() {
    return "announced-scan";
  }

  @Override
  public String summary() {
    return "A security tester is refused hundreds of times in an announced hour.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> scan(occasion, now));
  }

  private static void scan(Occasion occasion, Instant now) {
    Person person = occasion.org().people(Person.Job.SECURITY).get(0);
    Account account = occasion.random().pick(occasion.org().services());
    Client client = Client.boto3("203.0.113.226");
    occasion.announce(
        "security-test",
        "Permission scan",
        now,
        Duration.ofHours(2),
        List.of(account),
        List.of(person.email()));
    Shell shell = occasion.shell(client, now);
    shell.use(occasion.session(person, account, "SecurityAudit", client, now));
    shell.wait(Duration.ofSeconds(4)).pace(Duration.ofMillis(200), Duration.ofSeconds(2));
    for (int i = 0; i < 40; i++) {
      shell.denied(
          Data.getSecret(account, "candidate-" + i),
          account.arn("secretsmanager", account.region(), "secret:candidate-" + i));
      shell.assumeRefused(account.arn("iam", "", "role/candidate-" + i));
    }
    shell.call(Iam.listRoles(), Iam.listUsers());
  }
}
