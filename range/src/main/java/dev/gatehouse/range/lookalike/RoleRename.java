package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.org.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A role gets a new name. */
final class RoleRename implements Resemblance {
  @Override
  public String id() {
    return "role-rename";
  }

  @Override
  public String summary() {
    return "A function moves to a role with a new name, and the old one is deleted.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> rename(occasion, now));
  }

  private static void rename(Occasion occasion, Instant now) {
    List<Pipeline> pipelines = occasion.org().pipelines();
    Pipeline pipeline = pipelines.get(occasion.random().below(pipelines.size()));
    Account account = pipeline.targets().get(0);
    Person platform = occasion.org().people(Person.Job.PLATFORM).get(0);
    Client client = Client.terraform(platform.officeAddress());
    Role role =
        new Role(
            account,
            occasion.random().id("AROA" + account.code(), 21),
            "/service-role/",
            account.unit() + "-worker-v2-" + occasion.number(),
            Document.of(Document.trustService("lambda.amazonaws.com", null)),
            Document.allow("sqs:*", "dynamodb:*"),
            List.of(),
            "tight");
    Shell shell = occasion.shell(client, now);
    shell.use(occasion.session(platform, account, "PlatformEngineer", client, now));
    shell.wait(Duration.ofSeconds(6));
    shell.call(Iam.createRole(account.id(), role.name(), role.id(), role.trust(), shell.now()));
    shell.call(Iam.putRolePolicy(role.name(), "access", Document.allow("sqs:*", "dynamodb:*")));
    shell.call(Operations.updateFunctionCode(account, account.unit() + "-worker", role.arn()));
    shell.call(Iam.deleteRole(account.unit() + "-worker-v1-" + occasion.number()));
    for (int i = 1; i < 5; i++) {
      occasion.after(Duration.ofHours(5L * i), at -> work(occasion, role, at));
    }
  }

  private static void work(Occasion occasion, Role role, Instant now) {
    Account account = role.account();
    Shell shell = occasion.shell(Client.boto3("198.19.0.240"), now.plusSeconds(2));
    shell.use(
        occasion
            .world()
            .desk()
            .deliveries()
            .deliver(
                "lambda.amazonaws.com",
                now,
                role,
                account.unit() + "-worker",
                Duration.ofHours(12),
                account.arn("lambda", account.region(), "function:" + account.unit() + "-worker"),
                occasion.label(),
                occasion.random()));
    shell.call(Data.describeTable(account.unit() + "-state"));
    shell.call(Data.queueAttributes(account, account.unit() + "-jobs"));
  }
}
