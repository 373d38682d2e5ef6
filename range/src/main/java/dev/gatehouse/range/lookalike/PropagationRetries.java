package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A new role is not everywhere at once. */
final class PropagationRetries implements LookAlike {
  @Override
  public String id() {
    return "propagation-retries";
  }

  @Override
  public String summary() {
    return "A role just made is refused a few times until IAM has spread the news.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> retry(run, now));
  }

  private static void retry(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    List<Account> accounts = person.accounts();
    Account account = accounts.get(accounts.size() - 1);
    Client client = Client.terraform(person.officeAddress());
    Caller caller = run.caller(client, now);
    caller.use(run.session(person, account, "PlatformEngineer", client, now));
    Role role =
        new Role(
            account,
            run.random().id("AROA" + account.code(), 21),
            "/",
            "stack-reader-" + run.number(),
            PolicyDocument.of(
                PolicyDocument.trustAws(
                    null, run.org().permissionSet(account, "PlatformEngineer").arn())),
            PolicyDocument.allow("cloudformation:Describe*"),
            List.of(),
            "tight");
    caller.wait(Duration.ofSeconds(5)).pace(Duration.ofMillis(700), Duration.ofSeconds(3));
    caller.call(Iam.createRole(account.id(), role.name(), role.id(), role.trust(), caller.now()));
    for (int i = 0; i < 6; i++) {
      caller.assumeRefused(role.arn());
    }
    caller.assume(role, AssumeRoleOptions.as("stack-reader"));
    caller.call(Operations.describeStacks("baseline"));
  }
}
