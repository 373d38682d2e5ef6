package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An instance's credentials, read from its metadata service, are used elsewhere. */
final class InstanceCredentials implements Campaign {
  @Override
  public String id() {
    return "instance-credentials";
  }

  @Override
  public String summary() {
    return "Credentials read from an instance's metadata service are used from outside AWS.";
  }

  @Override
  public void run(Attack attack) {
    int times = attack.loud() ? 1 : 4;
    for (int i = 0; i < times; i++) {
      boolean first = i == 0;
      attack.after(Duration.ofMinutes(95L * i), now -> use(attack, now, first));
    }
  }

  private static void use(Attack attack, Instant now, boolean first) {
    List<Workload> instances = attack.org().workloads(Workload.Kind.INSTANCE);
    Workload instance = instances.get(instances.size() - 1);
    Session live = attack.world().live().get(instance.name());
    if (live == null) {
      return;
    }
    Account account = instance.account();
    Shell shell = attack.shell(attack.commandLine(), now).use(live);
    if (first) {
      shell.label(attack.stage("initial-access", "T1552.005")).call(Operations.callerIdentity());
    }
    shell.label(attack.stage("discovery", "T1580"));
    if (attack.loud()) {
      shell.call(Ec2.describeInstances(), Ec2.describeTags());
      shell.denied(S3.listBuckets(), "arn:aws:s3:::*");
      shell.denied(Data.describeDatabases(), account.arn("rds", account.region(), "db:*"));
      shell.denied(Data.listSecrets(), "*");
    }
    shell.label(attack.stage("credential-access", "T1552"));
    shell.call(Data.getParameter(account, "/" + account.unit() + "/config"));
    shell.label(attack.stage("collection", "T1530"));
    for (int i = 0; i < (attack.loud() ? 40 : 3); i++) {
      shell.call(S3.getObject(account.bucket("assets"), "private/" + i, 1_000_000));
    }
  }
}
