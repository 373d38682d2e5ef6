package dev.gatehouse.collect;

import static dev.gatehouse.policy.json.JsonWriter.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Exports the organization: tree, accounts with tags, control policies with targets, delegation.
 */
final class OrganizationExport {
  private final JsonService aws;
  private final Consumer<String> notices;
  private final List<Object> units = new ArrayList<>();
  private final List<Object> accounts = new ArrayList<>();
  private final List<String> active = new ArrayList<>();

  OrganizationExport(JsonService aws, Consumer<String> notices) {
    this.aws = aws;
    this.notices = notices;
  }

  /** The ids of accounts that are neither suspended nor closed; known after {@link #read}. */
  List<String> activeAccounts() {
    return List.copyOf(active);
  }

  Map<String, @Nullable Object> read() {
    Object organization = aws.call("DescribeOrganization", Map.of()).get("Organization");
    List<Map<?, ?>> roots = aws.list("ListRoots", Map.of(), "Roots");
    roots.forEach(root -> below(text(root, "Id")));
    Map<String, @Nullable Object> all =
        object(
            "Organization", organization,
            "Roots", roots,
            "OrganizationalUnits", units,
            "Accounts", accounts);
    optional("control policies", () -> all.put("Policies", policies()));
    optional("delegated administrators", () -> all.put("DelegatedAdministrators", delegated()));
    return all;
  }

  private void optional(String what, Runnable read) {
    try {
      read.run();
    } catch (SdkException e) {
      notices.accept("The organization is read without " + what + ": " + Collector.reason(e));
    }
  }

  private void below(String parent) {
    for (Map<?, ?> account :
        aws.list("ListAccountsForParent", Map.of("ParentId", parent), "Accounts")) {
      accounts.add(account(account, parent));
      String state =
          account.get("State") == null ? text(account, "Status") : text(account, "State");
      if (state.equals("ACTIVE")) {
        active.add(text(account, "Id"));
      }
    }
    for (Map<?, ?> unit :
        aws.list(
            "ListOrganizationalUnitsForParent",
            Map.of("ParentId", parent),
            "OrganizationalUnits")) {
      units.add(with(unit, "ParentId", parent));
      below(text(unit, "Id"));
    }
  }

  private Object account(Map<?, ?> account, String parent) {
    String id = text(account, "Id");
    Map<String, @Nullable Object> fields = with(account, "ParentId", parent);
    optional(
        "the tags of account `" + id + "`",
        () ->
            fields.put("Tags", aws.list("ListTagsForResource", Map.of("ResourceId", id), "Tags")));
    return fields;
  }

  private List<Object> policies() {
    List<Object> policies = new ArrayList<>();
    for (String type : List.of("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")) {
      for (Map<?, ?> each : aws.list("ListPolicies", Map.of("Filter", type), "Policies")) {
        policies.add(policy(each));
      }
    }
    return policies;
  }

  private Object policy(Map<?, ?> summary) {
    Map<String, @Nullable Object> ask = Map.of("PolicyId", text(summary, "Id"));
    List<Object> targets = new ArrayList<>();
    aws.list("ListTargetsForPolicy", ask, "Targets")
        .forEach(target -> targets.add(text(target, "TargetId")));
    Map<String, @Nullable Object> fields = with(summary, "Targets", targets);
    if (aws.call("DescribePolicy", ask).get("Policy") instanceof Map<?, ?> policy) {
      fields.put("Content", policy.get("Content"));
    }
    return fields;
  }

  private List<Object> delegated() {
    List<Object> all = new ArrayList<>();
    for (Map<?, ?> each :
        aws.list("ListDelegatedAdministrators", Map.of(), "DelegatedAdministrators")) {
      all.add(
          with(
              each,
              "DelegatedServices",
              aws.list(
                  "ListDelegatedServicesForAccount",
                  Map.of("AccountId", text(each, "Id")),
                  "DelegatedServices")));
    }
    return all;
  }

  private static Map<String, @Nullable Object> with(Map<?, ?> entry, String name, Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    entry.forEach((key, each) -> fields.put(String.valueOf(key), each));
    fields.put(name, value);
    return fields;
  }

  private static String text(Map<?, ?> entry, String name) {
    Object value = entry.get(name);
    return value == null ? "" : value.toString();
  }
}
