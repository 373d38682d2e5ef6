package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;
import java.time.Duration;
import java.time.Instant;

/** A crafted upload makes a function act for the attacker. */
final class UploadedFile implements Campaign {
  @Override
  public String id() {
    return "uploaded-file";
  }

  @Override
  public String summary() {
    return "A crafted file in an upload bucket makes a function with broad permissions act as a deputy.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> upload(attack, now));
    attack.after(Duration.ofMinutes(2), now -> act(attack, now));
    if (!attack.loud()) {
      attack.after(Duration.ofHours(7), now -> act(attack, now));
    }
  }

  private static Workload function(Attack attack) {
    return attack.org().workloads(Workload.Kind.FUNCTION).stream()
        .filter(workload -> workload.role().trustNote().contains("permissions are loose"))
        .findFirst()
        .orElseGet(() -> attack.org().workloads(Workload.Kind.FUNCTION).get(0));
  }

  private static void upload(Attack attack, Instant now) {
    Workload app = attack.org().workloads(Workload.Kind.COGNITO).get(0);
    Session user = attack.world().live().get(app.name());
    if (user != null) {
      Shell shell = attack.shell(attack.commandLine(), now).use(user);
      shell.label(attack.stage("initial-access", "T1190"));
      shell.call(S3.putObject(app.account().bucket("assets"), "users/invoice-parse.xml"));
    }
  }

  private static void act(Attack attack, Instant now) {
    Workload function = function(attack);
    Session live = attack.world().live().get(function.name());
    if (live == null) {
      return;
    }
    Account account = function.account();
    Shell shell = attack.shell(Client.boto3("198.19.0.2"), now).use(live);
    shell.pace(Duration.ofMillis(100), Duration.ofSeconds(3));
    shell.label(attack.stage("deputy", "T1648")).call(Operations.callerIdentity());
    shell.label(attack.stage("privilege-escalation", "T1548.005"));
    shell.assume(attack.org().role(account, "legacy-admin"), Asking.as("fn"));
    shell.label(attack.stage("credential-access", "T1555.006"));
    shell.call(Data.listSecrets(), Data.getSecret(account, account.unit() + "/database"));
    if (attack.loud()) {
      shell.label(attack.stage("discovery", "T1087.004"));
      shell.call(Iam.listUsers(), Iam.listRoles(), S3.listBuckets(), Ec2.describeInstances());
    }
  }
}
