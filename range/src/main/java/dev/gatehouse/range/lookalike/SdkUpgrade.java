package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;

/** Programs get a new SDK. */
final class SdkUpgrade extends LookAlike {
  SdkUpgrade() {
    super("sdk-upgrade", "Workloads of one account change their user agent on one day.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    Account account = run.random().pick(run.org().services());
    run.changeWorkloads(account, client -> client.withUserAgent(newer(client.userAgent())));
  }

  private static String newer(String userAgent) {
    return userAgent
        .replace("aws-sdk-java/2.30.16", "aws-sdk-java/2.31.9")
        .replace("1.36.14", "1.37.23")
        .replace("aws-sdk-go-v2/1.34.0", "aws-sdk-go-v2/1.36.3");
  }
}
