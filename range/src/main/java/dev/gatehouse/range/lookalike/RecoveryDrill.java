package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The company rehearses a disaster. */
final class RecoveryDrill implements LookAlike {
  @Override
  public String id() {
    return "recovery-drill";
  }

  @Override
  public String summary() {
    return "A rehearsal uses break-glass access, enters many accounts and copies databases,"
               + " announced.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> drill(run, now));
  }

  private static void drill(LookAlikeRun run, Instant now) {
    IamUser glass = run.org().user("break-glass");
    Client client = Client.console(Place.LONDON.office(0));
    List<Account> prod = run.org().of("prod");
    run.announce(
        "drill", "Disaster recovery drill", now, Duration.ofHours(4), prod, List.of(glass.arn()));
    Session session =
        run.simulation()
            .aws()
            .signIns()
            .console(glass, client, now, true, run.label(), run.random());
    Caller caller = run.caller(client, now.plusSeconds(40)).use(session);
    caller.call(Operations.describeOrganization());
    for (Account account : prod.subList(0, Math.min(5, prod.size()))) {
      caller.use(session);
      caller.assume(
          run.org().role(account, "OrganizationAccountAccessRole"),
          AssumeRoleOptions.as("break-glass").lasting(3600));
      caller.call(Data.describeDatabases().in("eu-central-1"));
      caller.call(
          Data.createSnapshot(
              account, account.unit() + "-primary", "drill-" + run.random().hex(4)));
    }
  }
}
