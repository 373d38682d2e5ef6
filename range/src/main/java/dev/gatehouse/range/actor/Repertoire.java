package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Call;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import java.util.List;

/** The few calls that a workload makes over and over. */
final class Repertoire {
  private Repertoire() {}

  /** Makes one call of the workload's. */
  static void one(World world, Workload workload, Shell shell) {
    Account account = workload.account();
    SeededRandom random = shell.random();
    String unit = account.unit();
    String bucket = account.bucket("assets");
    String item = "data/" + random.below(9000) + ".json";
    switch (workload.kind()) {
      case INSTANCE -> {
        if (random.chance(0.45)) {
          Client usual = shell.client();
          shell.from(Client.agent(account.natAddress()));
          shell.call(Operations.instancePing(workload.name())).from(usual);
        } else {
          pick(
              shell,
              workload,
              List.of(
                  S3.getObject(bucket, item, 20_000),
                  Ec2.describeTags(),
                  Data.getParameter(account, "/" + unit + "/config"),
                  S3.putObject(bucket, "uploads/" + random.hex(10))));
        }
      }
      case FUNCTION ->
          pick(
              shell,
              workload,
              List.of(
                  S3.getObject(bucket, item, 8_000),
                  Operations.createLogStream(
                      "/aws/lambda/" + workload.name(), "2026/" + random.hex(12)),
                  Data.describeTable(unit + "-state"),
                  Data.getParameter(account, "/" + unit + "/config")));
      case ECS_TASK -> {
        if (random.chance(0.15)) {
          shell.call(Data.getSecret(account, unit + "/database"));
          shell.via(
              "secretsmanager.amazonaws.com", Data.decryptSecret(account, unit + "/database"));
        } else {
          pick(
              shell,
              workload,
              List.of(
                  Operations.authorizationToken(),
                  Data.queueAttributes(account, unit + "-jobs"),
                  Data.dataKey(account)));
        }
      }
      case EKS_IRSA, EKS_POD_IDENTITY ->
          pick(
              shell,
              workload,
              List.of(
                  S3.putObject(bucket, "exports/" + random.hex(10)),
                  Data.queueAttributes(account, unit + "-jobs"),
                  Data.describeTable(unit + "-state")));
      case COGNITO -> shell.call(S3.putObject(bucket, "users/" + random.hex(12)));
      case ON_PREMISES ->
          pick(
              shell,
              workload,
              List.of(
                  S3.putObject(bucket, "archive/" + random.hex(10)),
                  Data.getParameter(account, "/" + unit + "/config"),
                  Operations.callerIdentity()));
    }
  }

  private static void pick(Shell shell, Workload workload, List<Call> calls) {
    // Each workload leaves one call out: no two have quite the same habits.
    int skipped = calls.size() > 2 ? workload.number() % calls.size() : -1;
    int index = shell.random().below(calls.size());
    shell.call(calls.get(index == skipped ? (index + 1) % calls.size() : index));
  }
}
