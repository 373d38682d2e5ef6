package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A sandbox function's events make a privileged function in management create administrators. */
final class EventBusAdmin implements Campaign {
  @Override
  public String id() {
    return "event-bus-admin";
  }

  @Override
  public String summary() {
    return "A sandbox function puts events on the bus of the management account, whose privileged"
               + " function then creates an administrator for the attacker.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> send(run, now));
  }

  private static void send(CampaignRun run, Instant now) {
    List<Workload> functions = run.org().workloads(Workload.Kind.FUNCTION);
    Workload function = functions.get(functions.size() - 1);
    Session live = run.simulation().live().get(function.name());
    Account management = run.org().first("management");
    Caller caller = run.caller(Client.boto3("198.19.0.77"), now);
    if (live == null || live.expires().isBefore(now.plus(Duration.ofMinutes(30)))) {
      live = delivered(run, function.role(), function.name(), now);
    }
    caller.use(live).label(run.stage("initial-access", "T1648"));
    caller.call(Operations.callerIdentity());
    if (run.loud()) {
      caller.denied(Operations.listAccounts(), "*");
    }
    caller.label(run.stage("deputy", "T1546"));
    caller.call(
        Operations.putEvents(
            management.arn("events", management.region(), "event-bus/account-requests")));
    // The bus wakes the function within a second, however slowly the sender went about it.
    run.simulation().schedule().at(caller.now().plusSeconds(1), later -> create(run, later));
  }

  private static void create(CampaignRun run, Instant now) {
    Account management = run.org().first("management");
    Role vending = run.org().role(management, "account-vending");
    Caller caller = run.caller(Client.boto3("198.19.0.78"), now.plusSeconds(1));
    caller.pace(Duration.ofMillis(200), Duration.ofMillis(900));
    caller.label(run.stage("persistence", "T1136.003"));
    caller.use(delivered(run, vending, "account-vending", now));
    int users = run.loud() ? 3 : 1;
    for (int i = 0; i < users; i++) {
      String name = (run.loud() ? "admin-tmp" : "svc-billing-sync") + i;
      String key = run.random().id("AKIA" + management.code(), 20);
      String id = run.random().id("AIDA" + management.code(), 21);
      caller.call(Iam.createUser(management.id(), name, id, caller.now()));
      caller.call(Iam.attachUserPolicy(name, Iam.ADMINISTRATOR));
      caller.call(Iam.createAccessKey(name, key, caller.now()));
      IamUser user = new IamUser(management, id, name, key, false, PolicyDocument.allow("*"));
      run.after(Duration.ofMinutes(20 + 10L * i), later -> use(run, user, later));
    }
  }

  private static void use(CampaignRun run, IamUser user, Instant now) {
    Caller caller = run.caller(run.commandLine(), now).use(StsTokens.key(user));
    caller.label(run.stage("discovery", "T1087.004"));
    caller.call(Operations.callerIdentity(), Operations.listAccounts(), Iam.listRoles());
  }

  private static Session delivered(CampaignRun run, Role role, String name, Instant now) {
    return run.simulation()
        .aws()
        .deliveries()
        .deliver(
            "lambda.amazonaws.com",
            now,
            role,
            name,
            Duration.ofHours(12),
            role.account().arn("lambda", role.account().region(), "function:" + name),
            run.stage("initial-access", "T1648"),
            run.random());
  }
}
