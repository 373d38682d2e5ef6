package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A role gets a new name. */
final class RoleRename implements LookAlike {
  @Override
  public String id() {
    return "role-rename";
  }

  @Override
  public String summary() {
    return "A function moves to a role with a new name, and the old one is deleted.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> rename(run, now));
  }

  private static void rename(LookAlikeRun run, Instant now) {
    List<Pipeline> pipelines = run.org().pipelines();
    Pipeline pipeline = pipelines.get(run.random().below(pipelines.size()));
    Account account = pipeline.targets().get(0);
    Person platform = run.org().people(Person.Job.PLATFORM).get(0);
    Client client = Client.terraform(platform.officeAddress());
    Role role =
        new Role(
            account,
            run.random().id("AROA" + account.code(), 21),
            "/service-role/",
            account.unit() + "-worker-v2-" + run.number(),
            PolicyDocument.of(PolicyDocument.trustService("lambda.amazonaws.com", null)),
            PolicyDocument.allow("sqs:*", "dynamodb:*"),
            List.of(),
            "tight");
    Caller caller = run.caller(client, now);
    caller.use(run.session(platform, account, "PlatformEngineer", client, now));
    caller.wait(Duration.ofSeconds(6));
    caller.call(Iam.createRole(account.id(), role.name(), role.id(), role.trust(), caller.now()));
    caller.call(
        Iam.putRolePolicy(role.name(), "access", PolicyDocument.allow("sqs:*", "dynamodb:*")));
    caller.call(Operations.updateFunctionCode(account, account.unit() + "-worker", role.arn()));
    caller.call(Iam.deleteRole(account.unit() + "-worker-v1-" + run.number()));
    for (int i = 1; i < 5; i++) {
      run.after(Duration.ofHours(5L * i), at -> work(run, role, at));
    }
  }

  private static void work(LookAlikeRun run, Role role, Instant now) {
    Account account = role.account();
    Caller caller = run.caller(Client.boto3("198.19.0.240"), now.plusSeconds(2));
    caller.use(
        run.simulation()
            .aws()
            .deliveries()
            .deliver(
                "lambda.amazonaws.com",
                now,
                role,
                account.unit() + "-worker",
                Duration.ofHours(12),
                account.arn("lambda", account.region(), "function:" + account.unit() + "-worker"),
                run.label(),
                run.random()));
    caller.call(Data.describeTable(account.unit() + "-state"));
    caller.call(Data.queueAttributes(account, account.unit() + "-jobs"));
  }
}
