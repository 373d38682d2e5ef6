package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An instance's credentials, read from its metadata service, are used elsewhere. */
public final class InstanceCredentials extends Campaign {
  public InstanceCredentials() {
    super(
        "instance-credentials",
        "Credentials read from an instance's metadata service are used from outside AWS.");
  }

  @Override
  public void begin(CampaignRun run) {
    int times = run.loud() ? 1 : 4;
    for (int i = 0; i < times; i++) {
      boolean first = i == 0;
      run.after(Duration.ofMinutes(95L * i), now -> use(run, now, first));
    }
  }

  private static void use(CampaignRun run, Instant now, boolean first) {
    List<Workload> instances = run.org().workloads(Workload.Kind.INSTANCE);
    Workload instance = instances.get(instances.size() - 1);
    Session live = run.simulation().live().get(instance.name());
    if (live == null) {
      return;
    }
    Account account = instance.account();
    Caller caller = run.attacker(now).use(live);
    if (first) {
      caller.label(run.stage("initial-access", "T1552.005")).call(Operations.callerIdentity());
    }
    caller.label(run.stage("discovery", "T1580"));
    if (run.loud()) {
      caller.call(Ec2.describeInstances(), Ec2.describeTags());
      caller.denied(S3.listBuckets(), "arn:aws:s3:::*");
      caller.denied(Data.describeDatabases(), account.arn("rds", account.region(), "db:*"));
      caller.denied(Data.listSecrets(), "*");
    }
    caller.label(run.stage("credential-access", "T1552"));
    caller.call(Data.getParameter(account, "/" + account.unit() + "/config"));
    caller.label(run.stage("collection", "T1530"));
    for (int i = 0; i < (run.loud() ? 40 : 3); i++) {
      caller.call(S3.getObject(account.bucket("assets"), "private/" + i, 1_000_000));
    }
  }
}
