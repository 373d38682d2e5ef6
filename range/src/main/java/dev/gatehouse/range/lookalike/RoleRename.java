package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
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

/** A role gets a new name. */
final class RoleRename extends LookAlike {
  RoleRename() {
    super("role-rename", "A function moves to a role with a new name, and the old one is deleted.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> rename(run, now));
  }

  private static void rename(LookAlikeRun run, Instant now) {
    Account account = run.random().pick(run.org().pipelines()).targets().get(0);
    Person platform = run.org().people(Person.Job.PLATFORM).get(0);
    Client client = Client.terraform(platform.officeAddress());
    String function = account.unit() + "-worker";
    Role role =
        Role.of(
                run.random(),
                account,
                function + "-v2-" + run.number(),
                PolicyDocument.trustService("lambda.amazonaws.com"),
                PolicyDocument.allow("sqs:* dynamodb:*"))
            .under("/service-role/");
    Caller caller = run.caller(platform, account, "PlatformEngineer", client, now);
    caller.pauseSeconds(6).call(Iam.createRole(role, caller.now()));
    caller.call(
        Iam.putRolePolicy(role),
        Operations.updateFunctionCode(account, function, role.arn()),
        Iam.deleteRole(function + "-v1-" + run.number()));
    for (int i = 1; i < 5; i++) {
      run.after(Duration.ofHours(5L * i), at -> work(run, role, function, at));
    }
  }

  private static void work(LookAlikeRun run, Role role, String function, Instant now) {
    Account account = role.account();
    run.caller(Client.boto3("198.19.0.240"), now)
        .startFunction(role, function)
        .pauseSeconds(2)
        .call(
            Data.describeTable(account.unit() + "-state"),
            Data.queueAttributes(account, account.unit() + "-jobs"));
  }
}
