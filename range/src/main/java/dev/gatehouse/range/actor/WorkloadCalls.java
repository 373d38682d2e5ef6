package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;

/** The few calls that a workload makes over and over. */
final class WorkloadCalls {
  private WorkloadCalls() {}

  /** Makes one call of the workload's. */
  static void makeOne(Workload workload, Caller caller) {
    Account account = workload.account();
    SeededRandom random = caller.random();
    String unit = account.unit();
    String bucket = account.bucket("assets");
    String item = "data/" + random.below(9000) + ".json";
    String config = "/" + unit + "/config";
    switch (workload.kind()) {
      case INSTANCE -> {
        if (random.chance(0.45)) {
          Client usual = caller.client();
          caller.from(Client.agent(account.natAddress()));
          caller.call(Operations.instancePing(workload.name())).from(usual);
        } else {
          pick(
              caller,
              workload,
              S3.getObject(bucket, item, 20_000),
              Ec2.describeTags(),
              Data.getParameter(account, config),
              S3.putObject(bucket, "uploads/" + random.hex(10)));
        }
      }
      case FUNCTION ->
          pick(
              caller,
              workload,
              S3.getObject(bucket, item, 8_000),
              Operations.createLogStream(
                  "/aws/lambda/" + workload.name(), "2026/" + random.hex(12)),
              Data.describeTable(unit + "-state"),
              Data.getParameter(account, config));
      case ECS_TASK -> {
        if (random.chance(0.15)) {
          Data.readSecret(caller, account, unit + "/database");
        } else {
          pick(
              caller,
              workload,
              Operations.authorizationToken(),
              Data.queueAttributes(account, unit + "-jobs"),
              Data.dataKey(account));
        }
      }
      case EKS_IRSA, EKS_POD_IDENTITY ->
          pick(
              caller,
              workload,
              S3.putObject(bucket, "exports/" + random.hex(10)),
              Data.queueAttributes(account, unit + "-jobs"),
              Data.describeTable(unit + "-state"));
      case COGNITO -> caller.call(S3.putObject(bucket, "users/" + random.hex(12)));
      case ON_PREMISES ->
          pick(
              caller,
              workload,
              S3.putObject(bucket, "archive/" + random.hex(10)),
              Data.getParameter(account, config),
              Operations.callerIdentity());
    }
  }

  private static void pick(Caller caller, Workload workload, ApiCall... calls) {
    // Each workload leaves one call out: no two have quite the same habits.
    int skipped = calls.length > 2 ? workload.number() % calls.length : -1;
    int index = caller.random().below(calls.length);
    caller.call(calls[index == skipped ? (index + 1) % calls.length : index]);
  }
}
