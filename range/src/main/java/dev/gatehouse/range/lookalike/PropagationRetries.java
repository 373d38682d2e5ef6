package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.time.Instant;

/** A new role is not everywhere at once. */
final class PropagationRetries extends LookAlike {
  PropagationRetries() {
    super(
        "propagation-retries",
        "A role just made is refused a few times until IAM has spread the news.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> retry(run, now));
  }

  private static void retry(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Account account = person.accounts().get(person.accounts().size() - 1);
    Role set = run.org().permissionSet(account, "PlatformEngineer");
    Client client = Client.terraform(person.officeAddress());
    Caller caller = run.caller(client, now).usePermissionSet(person, set, 8 * 3600);
    Role role =
        Role.of(
            run.random(),
            account,
            "stack-reader-" + run.number(),
            PolicyDocument.trustAws(set.arn()),
            PolicyDocument.allow("cloudformation:Describe*"));
    caller.pauseSeconds(5).pace(Duration.ofMillis(700), Duration.ofSeconds(3));
    caller.call(Iam.createRole(role, caller.now()));
    for (int i = 0; i < 6; i++) {
      caller.assumeRefused(role.arn());
    }
    caller.assume(role, "stack-reader").call(Operations.describeStacks("baseline"));
  }
}
