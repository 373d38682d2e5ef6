package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A sandbox function's events make a privileged function in management create administrators. */
public final class EventBusAdmin extends Campaign {
  public EventBusAdmin() {
    super(
        "event-bus-admin",
        "A sandbox function puts events on the bus of the management account, whose privileged"
            + " function then creates an administrator for the attacker.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> send(run, now));
  }

  private static void send(CampaignRun run, Instant now) {
    List<Workload> functions = run.org().workloads(Workload.Kind.FUNCTION);
    Workload function = functions.get(functions.size() - 1);
    Session live = run.simulation().live().get(function.name());
    Account management = run.org().first("management");
    Caller caller = run.attacker(Client.boto3("198.19.0.77"), now);
    caller.label(run.stage("initial-access", "T1648"));
    if (live != null && live.isLive(now.plus(Duration.ofMinutes(30)))) {
      caller.use(live);
    } else {
      caller.startFunction(function.role(), function.name());
    }
    caller.call(Operations.callerIdentity());
    if (run.loud()) {
      caller.denied(Operations.listAccounts(), "*");
    }
    caller.label(run.stage("deputy", "T1546"));
    String bus = management.arn("events", management.region(), "event-bus/account-requests");
    caller.call(Operations.putEvents(bus));
    // The bus wakes the function within a second, however slowly the sender went about it.
    Instant later = caller.now().plusSeconds(1);
    run.simulation().schedule().at(later, woken -> createAdministrators(run, woken));
  }

  private static void createAdministrators(CampaignRun run, Instant now) {
    Account management = run.org().first("management");
    Role vending = run.org().role(management, "account-vending");
    Label persistence = run.stage("persistence", "T1136.003");
    Caller caller = run.attacker(Client.boto3("198.19.0.78"), now);
    caller.label(run.stage("initial-access", "T1648")).startFunction(vending, "account-vending");
    caller.pauseSeconds(1).label(persistence);
    caller.pace(Duration.ofMillis(200), Duration.ofMillis(900));
    int users = run.loud() ? 3 : 1;
    for (int i = 0; i < users; i++) {
      String name = (run.loud() ? "admin-tmp" : "svc-billing-sync") + i;
      String key = run.random().id(UniqueId.LONG_TERM_KEY.prefix() + management.code(), 20);
      String id = run.random().id("AIDA" + management.code(), 21);
      caller.call(Iam.createUser(management.id(), name, id, caller.now()));
      caller.call(Iam.attachUserPolicy(name, Iam.ADMINISTRATOR));
      caller.call(Iam.createAccessKey(name, key, caller.now()));
      IamUser user = new IamUser(management, id, name, key, false, PolicyDocument.allow("*"));
      run.after(Duration.ofMinutes(20 + 10L * i), later -> use(run, user, later));
    }
  }

  private static void use(CampaignRun run, IamUser user, Instant now) {
    Caller caller = run.attackerAs(user, now).label(run.stage("discovery", "T1087.004"));
    caller.call(Operations.callerIdentity(), Operations.listAccounts(), Iam.listRoles());
  }
}
