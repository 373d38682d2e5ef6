package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.iam.account.AccountSettings;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the management account credentials of a member's root, for one task and a quarter of an
 * hour (IAM guide, "Perform a privileged task on a member account").
 */
final class AssumeRoot implements Handler {
  private static final String TASKS = "arn:aws:iam::aws:policy/root-task/";
  private static final Set<String> KNOWN =
      Set.of(
          "IAMAuditRootUserCredentials",
          "IAMCreateRootUserPassword",
          "IAMDeleteRootUserCredentials",
          "S3UnlockBucketPolicy",
          "SQSUnlockQueuePolicy");
  private static final int SECONDS_MAX = 900;

  private final SessionIssuer issuer;

  AssumeRoot(SessionIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public Structure answer(Call call) {
    String target = call.need("TargetPrincipal");
    String account = target.replaceFirst("arn:aws:iam::([0-9]{12}):root", "$1");
    String task = call.input().structure("TaskPolicyArn").text("arn", "");
    if (!AccountId.is(account)) {
      throw AwsException.validation(target + " is invalid");
    }
    if (!task.startsWith(TASKS) || !KNOWN.contains(task.substring(TASKS.length()))) {
      throw AwsException.validation("Invalid task policy: " + task);
    }
    String root = "arn:aws:iam::" + account + ":root";
    Context keys = new Context.Builder().put("sts:TaskPolicyArn", task).build();
    call.require(Permission.of("sts:AssumeRoot", root, call.account(), keys));
    requireManager(call, account);
    Instant issued = Durations.issued(call.now());
    int seconds = Math.min(call.input().number("DurationSeconds", SECONDS_MAX), SECONDS_MAX);
    Session session =
        new Session(
            Session.Type.ROOT_TASK,
            account,
            issuer.accessKeyId(account),
            account,
            "root",
            "",
            issued,
            issued.plusSeconds(seconds),
            null,
            Map.of(),
            List.of(),
            null,
            null,
            List.of(task),
            null,
            Map.of());
    return Structure.of("Credentials", issuer.credentials(session));
  }

  private static void requireManager(Call call, String account) {
    Holdings organization = call.state().organization();
    boolean manages =
        organization.all(Kind.ORGANIZATION).stream()
            .anyMatch(each -> each.need("MasterAccountId").equals(call.account()));
    boolean member =
        organization.get(Kind.ACCOUNT, account) != null && !account.equals(call.account());
    if (!manages || !member || !AccountSettings.hasFeature(organization, "RootSessions")) {
      throw new AwsException(
          403,
          "AccessDenied",
          "User: "
              + call.caller().arn()
              + " is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::"
              + account
              + ":root");
    }
  }
}
