package dev.gatehouse.range.actor;

import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.WebToken;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How a workload gets its credentials, for how long it keeps each, and where it calls from.
 *
 * @param issuesPerDay calls that getting credentials takes, about
 * @param keepsMin least time until it fetches the next credential
 * @param keepsMax most time; the same as the least where there is no choice
 * @param issue fetches a credential
 */
record WorkloadHabit(
    int issuesPerDay, Duration keepsMin, Duration keepsMax, Client client, Consumer<Caller> issue) {

  /** The habit of the workload's kind. */
  static WorkloadHabit of(Workload workload) {
    Account account = workload.account();
    Role role = workload.role();
    String name = workload.name();
    int number = workload.number();
    String nat = account.natAddress();
    return switch (workload.kind()) {
      // A new key every hour, each good for about six: the older one stays in use for a while.
      case INSTANCE ->
          keeping(
              24,
              Duration.ofMinutes(59),
              number % 3 == 0 ? throughEndpoint(workload) : Client.java(nat),
              caller ->
                  caller.assumeByService(
                      "ec2.amazonaws.com",
                      role,
                      name,
                      caller.random().between(Duration.ofMinutes(361), Duration.ofMinutes(395)),
                      account.arn("ec2", account.region(), "instance/" + name)));
      // A key for each environment that starts.
      case FUNCTION ->
          new WorkloadHabit(
              6,
              Duration.ofHours(2),
              Duration.ofHours(6),
              Client.boto3("198.19.0." + (2 + number % 250)),
              caller -> caller.startFunction(role, name));
      case ECS_TASK ->
          untilRestart(
              workload,
              caller -> {
                String id = caller.random().hex(32);
                String task = "task/" + account.unit() + "/" + id;
                assume(caller, "ecs-tasks.amazonaws.com", role, id, "ecs", task);
              });
      case EKS_IRSA ->
          keeping(
              24,
              Duration.ofMinutes(50),
              Client.boto3(nat),
              caller ->
                  caller.assumeWithToken(
                      WebToken.forSts(
                          Organization.oidcProvider(account, account.clusterIssuer()),
                          account.serviceAccount(number)),
                      role,
                      "botocore-session-" + caller.now().getEpochSecond(),
                      null));
      case EKS_POD_IDENTITY ->
          untilRestart(
              workload,
              caller ->
                  assume(
                      caller,
                      "pods.eks.amazonaws.com",
                      role,
                      "eks-" + account.unit() + "-worker-" + number + "-" + caller.random().uuid(),
                      "eks",
                      "cluster/" + account.unit()));
      // Users of an app, each with a session of an hour, from anywhere.
      case COGNITO ->
          keeping(
              24,
              Duration.ofMinutes(45),
              Client.sdk(
                  "198.51.100." + (129 + number % 60), "aws-sdk-swift/1.2.0 ua/2.1 os/ios#18.3"),
              caller ->
                  caller
                      .from(Client.service("cognito-identity.amazonaws.com"))
                      .assumeWithToken(
                          new WebToken(
                              "cognito-identity.amazonaws.com",
                              account.identityPool(),
                              account.region() + ":" + caller.random().uuid()),
                          role,
                          "CognitoIdentityCredentials",
                          3600));
      case ON_PREMISES ->
          keeping(
              48,
              Duration.ofMinutes(55),
              Client.sdk("192.0.2.66", "CredentialHelper/1.4.0 (go1.23.5; linux; amd64)"),
              caller ->
                  caller.createRolesAnywhereSession(
                      role,
                      "host-" + number,
                      String.format(Locale.ROOT, "00f1e2d3c4b5a697%08x", number)));
    };
  }

  /** How long the workload keeps a new credential. */
  Duration keeps(SeededRandom random) {
    return keepsMin.equals(keepsMax) ? keepsMin : random.between(keepsMin, keepsMax);
  }

  private static WorkloadHabit keeping(
      int issuesPerDay, Duration time, Client client, Consumer<Caller> issue) {
    return new WorkloadHabit(issuesPerDay, time, time, client, issue);
  }

  /** Of containers, which are replaced before their credentials of six hours end. */
  private static WorkloadHabit untilRestart(Workload workload, Consumer<Caller> issue) {
    return new WorkloadHabit(
        5,
        Duration.ofHours(4),
        Duration.ofHours(5),
        Client.go(workload.account().natAddress()),
        issue);
  }

  private static void assume(
      Caller caller, String principal, Role role, String session, String service, String resource) {
    Account account = role.account();
    caller.assumeByService(
        principal,
        role,
        session,
        Duration.ofHours(6),
        account.arn(service, account.region(), resource));
  }

  private static Client throughEndpoint(Workload workload) {
    String account = workload.account().id();
    String inside = "10." + workload.number() / 200 + "." + workload.number() % 200 + ".17";
    return Client.java(inside).through("vpce-0" + account + "00aa", account);
  }
}
