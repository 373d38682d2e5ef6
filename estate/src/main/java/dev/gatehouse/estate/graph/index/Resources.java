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
import org.jspecify.annotations.Nullable;

/** Resources with a policy of their own, by whom it names. */
public final class Resources {
  /**
   * A resource that somebody may act on.
   *
   * @param owner its account; "" when nobody says, as for many buckets
   * @param policy null when there is none
   * @param calls the calls worth asking about, each with the resource it is made on
   */
  public record Opened(
      String arn,
      String owner,
      EdgeKind kind,
      @Nullable Policy policy,
      Map<String, String> calls) {}

  private final List<Opened> all = new ArrayList<>();
  private final Map<String, Set<Opened>> byPrincipal = new HashMap<>();
  private final Map<String, Set<Opened>> byAccount = new HashMap<>();
  private final Set<Opened> toEveryone = new LinkedHashSet<>();
  private final Map<String, List<Opened>> byOwner = new HashMap<>();

  Resources(Inventory inventory) {
    for (ResourcePolicy each : inventory.resourcePolicies()) {
      Policy policy = each.policy();
      EdgeKind kind = kind(each);
      if (kind == null) {
        continue;
      }
      Map<String, String> calls = calls(each.service(), each.arn());
      Opened opened = new Opened(each.arn(), each.account(), kind, policy, calls);
      byOwner.computeIfAbsent(owner(opened), owner -> new ArrayList<>()).add(opened);
      if (policy != null && !policy.opaque()) {
        add(opened, policy);
      }
    }
  }

  /** Whether a resource is of a kind that has a policy of its own. */
  public static boolean hasPolicy(String arn) {
    return kind(new ResourcePolicy(arn, "", null)) != null;
  }

  private static @Nullable EdgeKind kind(ResourcePolicy policy) {
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

  private void add(Opened opened, Policy policy) {
    all.add(opened);
    for (Statement statement : policy.statements()) {
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

  /** Those of an account, with or without a policy of their own. */
  public List<Opened> of(String account) {
    return byOwner.getOrDefault(account, List.of());
  }

  /** Whether the policy names the principal itself, or everyone. */
  public boolean names(Opened opened, String principal) {
    return byPrincipal.getOrDefault(principal, Set.of()).contains(opened)
        || toEveryone.contains(opened);
  }

  /** Those whose policies are known. */
  public List<Opened> all() {
    return all;
  }

  private static String owner(Opened opened) {
    return opened.owner().isEmpty() ? Arn.account(opened.arn()) : opened.owner();
  }
}
