package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A task that only root can do. */
final class RootTask implements LookAlike {
  @Override
  public String id() {
    return "root-task";
  }

  @Override
  public String summary() {
    return "The root user signs in with MFA from the office for a task planned and approved.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> work(run, now));
  }

  private static void work(LookAlikeRun run, Instant now) {
    Account account =
        run.random()
            .pick(
                run.org().of("staging").isEmpty() ? run.org().services() : run.org().of("staging"));
    Client client = Client.console(Place.LONDON.office(2));
    run.announce(
        "root-task",
        "Change the account's contact",
        now,
        Duration.ofHours(1),
        List.of(account),
        List.of(account.arn("iam", "", "root")));
    Session root =
        run.simulation()
            .aws()
            .signIns()
            .root(account, client, now, true, run.label(), run.random());
    Caller caller = run.caller(client, now.plusSeconds(30)).use(root);
    caller.call(Iam.getAccountSummary());
    caller.call(
        ApiCall.write(
            "account",
            "PutContactInformation",
            "contactInformation",
            "HIDDEN_DUE_TO_SECURITY_REASONS"));
  }
}
