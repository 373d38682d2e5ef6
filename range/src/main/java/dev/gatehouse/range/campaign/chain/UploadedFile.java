package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
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
    return "A crafted file in an upload bucket makes a function with broad permissions act as a"
               + " deputy.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> upload(run, now));
    run.after(Duration.ofMinutes(2), now -> act(run, now));
    if (!run.loud()) {
      run.after(Duration.ofHours(7), now -> act(run, now));
    }
  }

  private static Workload function(CampaignRun run) {
    return run.org().workloads(Workload.Kind.FUNCTION).stream()
        .filter(workload -> workload.role().trustNote().contains("permissions are loose"))
        .findFirst()
        .orElseGet(() -> run.org().workloads(Workload.Kind.FUNCTION).get(0));
  }

  private static void upload(CampaignRun run, Instant now) {
    Workload app = run.org().workloads(Workload.Kind.COGNITO).get(0);
    Session user = run.simulation().live().get(app.name());
    if (user != null) {
      Caller caller = run.caller(run.commandLine(), now).use(user);
      caller.label(run.stage("initial-access", "T1190"));
      caller.call(S3.putObject(app.account().bucket("assets"), "users/invoice-parse.xml"));
    }
  }

  private static void act(CampaignRun run, Instant now) {
    Workload function = function(run);
    Session live = run.simulation().live().get(function.name());
    if (live == null) {
      return;
    }
    Account account = function.account();
    Caller caller = run.caller(Client.boto3("198.19.0.2"), now).use(live);
    caller.pace(Duration.ofMillis(100), Duration.ofSeconds(3));
    caller.label(run.stage("deputy", "T1648")).call(Operations.callerIdentity());
    caller.label(run.stage("privilege-escalation", "T1548.005"));
    caller.assume(run.org().role(account, "legacy-admin"), AssumeRoleOptions.as("fn"));
    caller.label(run.stage("credential-access", "T1555.006"));
    caller.call(Data.listSecrets(), Data.getSecret(account, account.unit() + "/database"));
    if (run.loud()) {
      caller.label(run.stage("discovery", "T1087.004"));
      caller.call(Iam.listUsers(), Iam.listRoles(), S3.listBuckets(), Ec2.describeInstances());
    }
  }
}
