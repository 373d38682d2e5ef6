package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The company rehearses a disaster. */
final class RecoveryDrill implements Resemblance {
  @Override
  public String id() {
    return "recovery-drill";
  }

  @Override
  public String summary() {
    return "A rehearsal uses break-glass access, enters many accounts and copies databases, announced.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> drill(occasion, now));
  }

  private static void drill(Occasion occasion, Instant now) {
    IamUser glass = occasion.org().user("break-glass");
    Client client = Client.console(Place.LONDON.office(0));
    List<Account> prod = occasion.org().of("prod");
    occasion.announce(
        "drill", "Disaster recovery drill", now, Duration.ofHours(4), prod, List.of(glass.arn()));
    Session session =
        occasion
            .world()
            .desk()
            .signIns()
            .console(glass, client, now, true, occasion.label(), occasion.random());
    Shell shell = occasion.shell(client, now.plusSeconds(40)).use(session);
    shell.call(Operations.describeOrganization());
    for (Account account : prod.subList(0, Math.min(5, prod.size()))) {
      shell.use(session);
      shell.assume(
          occasion.org().role(account, "OrganizationAccountAccessRole"),
          Asking.as("break-glass").lasting(3600));
      shell.call(Data.describeDatabases().in("eu-central-1"));
      shell.call(
          Data.createSnapshot(
              account, account.unit() + "-primary", "drill-" + occasion.random().hex(4)));
    }
  }
}
