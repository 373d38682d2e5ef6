package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What protects the organization is taken away piece by piece. */
final class ProtectionRemoved implements Campaign {
  @Override
  public String id() {
    return "protection-removed";
  }

  @Override
  public String summary() {
    return "A session in the management account detaches a control policy, a boundary, a deny and"
               + " an MFA device.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> remove(run, now, 0, run.loud() ? 4 : 1));
    if (!run.loud()) {
      run.after(Duration.ofHours(25), now -> remove(run, now, 1, 2));
    }
  }

  private static void remove(CampaignRun run, Instant now, int from, int to) {
    Account management = run.org().first("management");
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Role set = run.org().permissionSet(management, "PlatformEngineer");
    Label access = run.stage("initial-access", "T1078.004");
    Client client = run.commandLine();
    Caller caller = run.caller(client, now).label(access);
    caller.use(run.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(7));
    caller.label(run.stage("discovery", "T1580")).call(Operations.describeOrganization());
    caller.label(run.stage("defense-evasion", "T1562.001"));
    Account target = run.org().first("prod");
    List<ApiCall> acts =
        List.of(
            Operations.detachPolicy("p-ex01protect", target.parentId()),
            Iam.deactivateMfa("break-glass", management.arn("iam", "", "mfa/break-glass")),
            Iam.deleteRolePermissionsBoundary("account-vending"),
            Iam.deleteUserPolicy("break-glass", "deny-without-mfa"));
    for (ApiCall act : acts.subList(from, to)) {
      caller.call(act);
    }
  }
}
