package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A new role is not everywhere at once. */
final class PropagationRetries implements Resemblance {
  @Override
  public String id() {
    return "propagation-retries";
  }

  @Override
  public String summary() {
    return "A role just made is refused a few times until IAM has spread the news.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> retry(occasion, now));
  }

  private static void retry(Occasion occasion, Instant now) {
    Person person = occasion.org().people(Person.Job.PLATFORM).get(0);
    List<Account> accounts = person.accounts();
    Account account = accounts.get(accounts.size() - 1);
    Client client = Client.terraform(person.officeAddress());
    Shell shell = occasion.shell(client, now);
    shell.use(occasion.session(person, account, "PlatformEngineer", client, now));
    Role role =
        new Role(
            account,
            occasion.random().id("AROA" + account.code(), 21),
            "/",
            "stack-reader-" + occasion.number(),
            Document.of(
                Document.trustAws(
                    null, occasion.org().permissionSet(account, "PlatformEngineer").arn())),
            Document.allow("cloudformation:Describe*"),
            List.of(),
            "tight");
    shell.wait(Duration.ofSeconds(5)).pace(Duration.ofMillis(700), Duration.ofSeconds(3));
    shell.call(Iam.createRole(account.id(), role.name(), role.id(), role.trust(), shell.now()));
    for (int i = 0; i < 6; i++) {
      shell.assumeRefused(role.arn());
    }
    shell.assume(role, Asking.as("stack-reader"));
    shell.call(Operations.describeStacks("baseline"));
  }
}
