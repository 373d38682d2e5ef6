package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.call.Call;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A task that only root can do. */
final class RootTask implements Resemblance {
  @Override
  public String id() {
    return "root-task";
  }

  @Override
  public String summary() {
    return "The root user signs in with MFA from the office for a task planned and approved.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> work(occasion, now));
  }

  private static void work(Occasion occasion, Instant now) {
    Account account =
        occasion
            .random()
            .pick(
                occasion.org().of("staging").isEmpty()
                    ? occasion.org().services()
                    : occasion.org().of("staging"));
    Client client = Client.console(Place.LONDON.office(2));
    occasion.announce(
        "root-task",
        "Change the account's contact",
        now,
        Duration.ofHours(1),
        List.of(account),
        List.of(account.arn("iam", "", "root")));
    Session root =
        occasion
            .world()
            .desk()
            .signIns()
            .root(account, client, now, true, occasion.label(), occasion.random());
    Shell shell = occasion.shell(client, now.plusSeconds(30)).use(root);
    shell.call(Iam.getAccountSummary());
    shell.call(
        Call.write(
            "account",
            "PutContactInformation",
            "contactInformation",
            "HIDDEN_DUE_TO_SECURITY_REASONS"));
  }
}
