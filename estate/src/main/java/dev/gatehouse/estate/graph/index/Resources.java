package dev.gatehouse.estate.graph.index;

import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources with a policy of their own, by whom it names. */
public final class Resources {
  /**
   * A resource whose policy lets somebody in.
   *
   * @param owner its account; "" when nobody says, as for many buckets
   * @param calls the calls worth asking about, each with the resource it is made on
   */
  public record Opened(
      String arn, String owner, EdgeKind kind, Policy policy, Map<String, String> calls) {}

  private final List<Opened> all = new ArrayList<>();
  private final Map<String, Set<Opened>> byPrincipal = new HashMap<>();
  private final Map<String, Set<Opened>> byAccount = new HashMap<>();
  private final Set<Opened> toEveryone = new LinkedHashSet<>();

  Resources(Inventory inventory) {
    for (ResourcePolicy each : inventory.resourcePolicies()) {
      Policy policy = each.policy();
      EdgeKind kind = kind(each);
      if (policy != null && kind != null && !policy.opaque()) {
        add(
            new Opened(
                each.arn(), each.account(), kind, policy, calls(each.service(), each.arn())));
      }
    }
  }

  private static @org.jspecify.annotations.Nullable EdgeKind kind(ResourcePolicy policy) {
    return switch (policy.service()) {
      case "s3" -> EdgeKind.BUCKET;
      case "kms" -> EdgeKind.KEY;
      case "sqs" -> EdgeKind.QUEUE;
      case "sns" -> EdgeKind.TOPIC;
      case "secretsmanager" -> EdgeKind.SECRET;
      case "lambda" -> EdgeKind.FUNCTION;
      case "events" -> EdgeKind.EVENT_BUS;
      default -> null;
    };
  }

  private static Map<String, String> calls(String service, String arn) {
    Map<String, String> calls = new LinkedHashMap<>();
    if (service.equals("s3")) {
      calls.put("s3:GetObject", arn + "/*");
      calls.put("s3:PutObject", arn + "/*");
      calls.put("s3:PutBucketPolicy", arn);
      return calls;
    }
    List<String> names =
        switch (service) {
          case "kms" -> List.of("kms:Decrypt", "kms:CreateGrant", "kms:PutKeyPolicy");
          case "sqs" -> List.of("sqs:ReceiveMessage", "sqs:SendMessage");
          case "sns" -> List.of("sns:Subscribe", "sns:Publish");
          case "secretsmanager" ->
              List.of("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue");
          case "lambda" -> List.of("lambda:UpdateFunctionCode", "lambda:InvokeFunction");
          default -> List.of("events:PutEvents");
        };
    names.forEach(name -> calls.put(name, arn));
    return calls;
  }

  private void add(Opened opened) {
    all.add(opened);
    for (Statement statement : opened.policy().statements()) {
      var principal = statement.principal();
      if (statement.effect() != Effect.ALLOW || principal == null) {
        continue;
      }
      if (principal.negated()) {
        toEveryone.add(opened);
        continue;
      }
      principal.entries().forEach(entry -> add(opened, entry));
    }
  }

  private void add(Opened opened, Entry entry) {
    switch (entry.kind()) {
      case EVERYONE -> toEveryone.add(opened);
      case ACCOUNT -> put(byAccount, entry.account(), opened);
      case USER, ROLE -> put(byPrincipal, entry.value(), opened);
      case ROLE_SESSION,
          FEDERATED_USER,
          DELETED,
          SERVICE,
          FEDERATED,
          CANONICAL_USER,
          UNREADABLE -> {}
    }
  }

  private static void put(Map<String, Set<Opened>> index, String key, Opened opened) {
    index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(opened);
  }

  /** Those of other accounts that name a principal, its account, or everyone. */
  public Set<Opened> openTo(String principal, String account) {
    Set<Opened> open = new LinkedHashSet<>(byPrincipal.getOrDefault(principal, Set.of()));
    open.addAll(byAccount.getOrDefault(account, Set.of()));
    open.addAll(toEveryone);
    open.removeIf(each -> owner(each).equals(account));
    return open;
  }

  public List<Opened> all() {
    return all;
  }

  private static String owner(Opened opened) {
    return opened.owner().isEmpty() ? Arn.account(opened.arn()) : opened.owner();
  }
}
