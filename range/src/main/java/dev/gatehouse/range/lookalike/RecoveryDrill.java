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
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The company rehearses a disaster. */
final class RecoveryDrill extends LookAlike {
  RecoveryDrill() {
    super(
        "recovery-drill",
        "A rehearsal uses break-glass access, enters many accounts and copies databases,"
            + " announced.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> drill(run, now));
  }

  private static void drill(LookAlikeRun run, Instant now) {
    IamUser user = run.org().user("break-glass");
    List<Account> prod = run.org().of("prod");
    run.announce(
        "drill", "Disaster recovery drill", Duration.ofHours(4), prod, List.of(user.arn()));
    Caller caller = run.caller(Client.console(Place.LONDON.office(0)), now);
    caller.signInToConsole(user, true).pauseSeconds(40);
    Session session = caller.session();
    caller.call(Operations.describeOrganization());
    for (Account account : prod.subList(0, Math.min(5, prod.size()))) {
      caller
          .use(session)
          .assume(
              run.org().role(account, "OrganizationAccountAccessRole"),
              AssumeRoleOptions.named("break-glass").lasting(3600))
          .call(Data.describeDatabases().in("eu-central-1"));
      String snapshot = "drill-" + run.random().hex(4);
      caller.call(Data.createSnapshot(account, account.unit() + "-primary", snapshot));
    }
  }
}
