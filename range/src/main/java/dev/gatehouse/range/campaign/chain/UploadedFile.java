package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A crafted upload makes a function act for the attacker. */
public final class UploadedFile extends Campaign {
  public UploadedFile() {
    super(
        "uploaded-file",
        "A crafted file in an upload bucket makes a function with broad permissions act as a"
            + " deputy.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> upload(run, now));
    run.after(Duration.ofMinutes(2), now -> act(run, now));
    if (!run.loud()) {
      run.after(Duration.ofHours(7), now -> act(run, now));
    }
  }

  private static Workload function(CampaignRun run) {
    List<Workload> functions = run.org().workloads(Workload.Kind.FUNCTION);
    return functions.stream()
        .filter(workload -> workload.role().trustNote().contains("permissions are loose"))
        .findFirst()
        .orElse(functions.get(0));
  }

  private static void upload(CampaignRun run, Instant now) {
    Workload app = run.org().workloads(Workload.Kind.COGNITO).get(0);
    Session user = run.simulation().live().get(app.name());
    if (user != null) {
      Caller caller = run.attacker(now).use(user).label(run.stage("initial-access", "T1190"));
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
    Caller caller = run.attacker(Client.boto3("198.19.0.2"), now).use(live);
    caller.pace(Duration.ofMillis(100), Duration.ofSeconds(3));
    caller.label(run.stage("deputy", "T1648")).call(Operations.callerIdentity());
    caller.label(run.stage("privilege-escalation", "T1548.005"));
    caller.assume(run.org().role(account, "legacy-admin"), "fn");
    caller.label(run.stage("credential-access", "T1555.006"));
    caller.call(Data.listSecrets(), Data.getSecret(account, account.unit() + "/database"));
    if (run.loud()) {
      caller.label(run.stage("discovery", "T1087.004"));
      caller.call(Iam.listUsers(), Iam.listRoles(), S3.listBuckets(), Ec2.describeInstances());
    }
  }
}
