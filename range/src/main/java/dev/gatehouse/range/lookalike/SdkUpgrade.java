package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;

/** Programs get a new SDK. */
final class SdkUpgrade implements LookAlike {
  @Override
  public String id() {
    return "sdk-upgrade";
  }

  @Override
  public String summary() {
    return "Workloads of one account change their user agent on one day.";
  }

  @Override
  public void run(LookAlikeRun run) {
    Account account = run.random().pick(run.org().services());
    for (Workload workload : run.org().workloads()) {
      if (workload.account().id().equals(account.id())) {
        Shifting.forGood(
            run,
            workload.name(),
            client ->
                new Client(
                    client.address(),
                    newer(client.userAgent()),
                    client.kind(),
                    client.vpcEndpointId(),
                    client.vpcEndpointAccount()));
      }
    }
  }

  private static String newer(String userAgent) {
    return userAgent
        .replace("aws-sdk-java/2.30.16", "aws-sdk-java/2.31.9")
        .replace("1.36.14", "1.37.23")
        .replace("aws-sdk-go-v2/1.34.0", "aws-sdk-go-v2/1.36.3");
  }
}
