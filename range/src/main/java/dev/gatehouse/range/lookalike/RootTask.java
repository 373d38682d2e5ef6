package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Place;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A task that only root can do. */
final class RootTask extends LookAlike {
  RootTask() {
    super(
        "root-task",
        "The root user signs in with MFA from the office for a task planned and approved.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> work(run, now));
  }

  private static void work(LookAlikeRun run, Instant now) {
    List<Account> staging = run.org().of("staging");
    Account account = run.random().pick(staging.isEmpty() ? run.org().services() : staging);
    run.announce(
        "root-task",
        "Change the account's contact",
        Duration.ofHours(1),
        List.of(account),
        List.of(account.arn("iam", "", "root")));
    run.caller(Client.console(Place.LONDON.office(2)), now)
        .signInAsRoot(account, true)
        .pauseSeconds(30)
        .call(Iam.getAccountSummary(), Operations.putContactInformation());
  }
}
