package dev.gatehouse.range.campaign.impact;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What protects the organization is taken away piece by piece. */
public final class ProtectionRemoved extends Campaign {
  public ProtectionRemoved() {
    super(
        "protection-removed",
        "A session in the management account detaches a control policy, a boundary, a deny and an"
            + " MFA device.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> remove(run, now, 0, run.loud() ? 4 : 1));
    if (!run.loud()) {
      run.after(Duration.ofHours(25), now -> remove(run, now, 1, 2));
    }
  }

  private static void remove(CampaignRun run, Instant now, int from, int to) {
    Account management = run.org().first("management");
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Caller caller = run.attacker(now).label(run.stage("initial-access", "T1078.004"));
    run.takeSession(caller, person, run.org().permissionSet(management, "PlatformEngineer"));
    caller.pauseSeconds(7).label(run.stage("discovery", "T1580"));
    caller.call(Operations.describeOrganization());
    caller.label(run.stage("defense-evasion", "T1562.001"));
    List<ApiCall> steps =
        List.of(
            Operations.detachPolicy("p-ex01protect", run.org().first("prod").parentId()),
            Iam.deactivateMfa("break-glass", management.arn("iam", "", "mfa/break-glass")),
            Iam.deleteRolePermissionsBoundary("account-vending"),
            Iam.deleteUserPolicy("break-glass", "deny-without-mfa"));
    steps.subList(from, to).forEach(caller::call);
  }
}
