package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.IamUser;
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
    return "A sandbox function puts events on the bus of the management account, whose privileged function then creates an administrator for the attacker.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> send(attack, now));
  }

  private static void send(Attack attack, Instant now) {
    List<Workload> functions = attack.org().workloads(Workload.Kind.FUNCTION);
    Workload function = functions.get(functions.size() - 1);
    Session live = attack.world().live().get(function.name());
    Account management = attack.org().first("management");
    Shell shell = attack.shell(Client.boto3("198.19.0.77"), now);
    if (live == null || live.expires().isBefore(now.plus(Duration.ofMinutes(30)))) {
      live = delivered(attack, function.role(), function.name(), now);
    }
    shell.use(live).label(attack.stage("initial-access", "T1648"));
    shell.call(Operations.callerIdentity());
    if (attack.loud()) {
      shell.denied(Operations.listAccounts(), "*");
    }
    shell.label(attack.stage("deputy", "T1546"));
    shell.call(
        Operations.putEvents(
            management.arn("events", management.region(), "event-bus/account-requests")));
    // The bus wakes the function within a second, however slowly the sender went about it.
    attack.world().agenda().at(shell.now().plusSeconds(1), later -> create(attack, later));
  }

  private static void create(Attack attack, Instant now) {
    Account management = attack.org().first("management");
    Role vending = attack.org().role(management, "account-vending");
    Shell shell = attack.shell(Client.boto3("198.19.0.78"), now.plusSeconds(1));
    shell.pace(Duration.ofMillis(200), Duration.ofMillis(900));
    shell.label(attack.stage("persistence", "T1136.003"));
    shell.use(delivered(attack, vending, "account-vending", now));
    int users = attack.loud() ? 3 : 1;
    for (int i = 0; i < users; i++) {
      String name = (attack.loud() ? "admin-tmp" : "svc-billing-sync") + i;
      String key = attack.random().id("AKIA" + management.code(), 20);
      String id = attack.random().id("AIDA" + management.code(), 21);
      shell.call(Iam.createUser(management.id(), name, id, shell.now()));
      shell.call(Iam.attachUserPolicy(name, Iam.ADMINISTRATOR));
      shell.call(Iam.createAccessKey(name, key, shell.now()));
      IamUser user = new IamUser(management, id, name, key, false, Document.allow("*"));
      attack.after(Duration.ofMinutes(20 + 10L * i), later -> use(attack, user, later));
    }
  }

  private static void use(Attack attack, IamUser user, Instant now) {
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("discovery", "T1087.004"));
    shell.call(Operations.callerIdentity(), Operations.listAccounts(), Iam.listRoles());
  }

  private static Session delivered(Attack attack, Role role, String name, Instant now) {
    return attack
        .world()
        .desk()
        .deliveries()
        .deliver(
            "lambda.amazonaws.com",
            now,
            role,
            name,
            Duration.ofHours(12),
            role.account().arn("lambda", role.account().region(), "function:" + name),
            attack.stage("initial-access", "T1648"),
            attack.random());
  }
}
