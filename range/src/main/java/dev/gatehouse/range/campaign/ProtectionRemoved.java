package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Call;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
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
    return "A session in the management account detaches a control policy, a boundary, a deny and an MFA device.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> remove(attack, now, 0, attack.loud() ? 4 : 1));
    if (!attack.loud()) {
      attack.after(Duration.ofHours(25), now -> remove(attack, now, 1, 2));
    }
  }

  private static void remove(Attack attack, Instant now, int from, int to) {
    Account management = attack.org().first("management");
    Person person = attack.org().people(Person.Job.PLATFORM).get(0);
    Role set = attack.org().permissionSet(management, "PlatformEngineer");
    Label access = attack.stage("initial-access", "T1078.004");
    Client client = attack.commandLine();
    Shell shell = attack.shell(client, now).label(access);
    shell.use(attack.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(7));
    shell.label(attack.stage("discovery", "T1580")).call(Operations.describeOrganization());
    shell.label(attack.stage("defense-evasion", "T1562.001"));
    Account target = attack.org().first("prod");
    List<Call> acts =
        List.of(
            Operations.detachPolicy("p-ex01protect", target.parentId()),
            Iam.deactivateMfa("break-glass", management.arn("iam", "", "mfa/break-glass")),
            Iam.deleteRolePermissionsBoundary("account-vending"),
            Iam.deleteUserPolicy("break-glass", "deny-without-mfa"));
    for (Call act : acts.subList(from, to)) {
      shell.call(act);
    }
  }
}
