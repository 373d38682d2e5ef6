package dev.gatehouse.estate.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the files of one organization together as one {@code organization.json} says the same. */
final class IamCollectOrganization {
  private static final Map<String, String> TYPES =
      Map.of("scps", "SERVICE_CONTROL_POLICY", "rcps", "RESOURCE_CONTROL_POLICY");

  private final Map<String, Map<?, ?>> parts = new TreeMap<>();

  /**
   * Takes one file; false if it tells nothing here.
   *
   * @param part its path below the organization, without the ending
   */
  boolean take(Map<?, ?> tree, String part) {
    boolean known =
        switch (part) {
          case "metadata" -> Fields.text(tree, "id") != null;
          case "accounts" -> keys(tree, "[0-9]{12}");
          case "ous" -> keys(tree, "(r|ou)-[0-9a-z-]+");
          case "delegated-admins" -> keys(tree, "[a-z0-9.-]+");
          default ->
              (part.matches("(ous|scps|rcps)/[^/]+/metadata") && Fields.text(tree, "arn") != null)
                  || (part.matches("(scps|rcps)/[^/]+/policy") && tree.containsKey("Statement"));
        };
    if (known) {
      parts.put(part, tree);
    }
    return known;
  }

  /** Control policies stand in it only where it is known to what they are attached. */
  Map<String, Object> document() {
    Map<?, ?> metadata = part("metadata");
    Map<String, @Nullable Object> organization = new LinkedHashMap<>();
    organization.put("Id", metadata.get("id"));
    organization.put("MasterAccountId", metadata.get("rootAccountId"));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Organization", organization);
    List<Map<String, Object>> roots = new ArrayList<>();
    List<Map<String, Object>> units = new ArrayList<>();
    Map<String, String> names = names();
    part("ous")
        .forEach(
            (key, value) -> {
              String id = String.valueOf(key);
              String parent = value instanceof Map<?, ?> unit ? Fields.text(unit, "parent") : null;
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("Id", id);
              entry.put("Name", names.getOrDefault(id, id));
              if (parent != null) {
                entry.put("ParentId", parent);
              }
              (parent == null ? roots : units).add(entry);
            });
    document.put("Roots", roots);
    document.put("OrganizationalUnits", units);
    if (parts.containsKey("accounts")) {
      document.put("Accounts", accounts());
    }
    if (parts.containsKey("ous") && parts.containsKey("accounts")) {
      document.put("Policies", policies());
    }
    document.put("DelegatedAdministrators", delegated());
    return document;
  }

  private static boolean keys(Map<?, ?> tree, String pattern) {
    return tree.keySet().stream().allMatch(key -> String.valueOf(key).matches(pattern));
  }

  private Map<?, ?> part(String name) {
    return parts.getOrDefault(name, Map.of());
  }

  private Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    parts.forEach(
        (part, tree) -> {
          String name = Fields.text(tree, "name");
          if (part.startsWith("ous/") && name != null) {
            names.put(id(Fields.need(tree, "arn")), name);
          }
        });
    return names;
  }

  private List<Map<String, Object>> accounts() {
    List<Map<String, Object>> accounts = new ArrayList<>();
    part("accounts")
        .forEach(
            (key, value) -> {
              Map<?, ?> said = value instanceof Map<?, ?> map ? map : Map.of();
              List<Map<String, String>> tags = new ArrayList<>();
              Fields.tags(said.get("tags"))
                  .forEach((name, tag) -> tags.add(Map.of("Key", name, "Value", tag)));
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("Id", String.valueOf(key));
              entry.put("Tags", tags);
              String parent = Fields.text(said, "ou");
              if (parent != null) {
                entry.put("ParentId", parent);
              }
              accounts.add(entry);
            });
    return accounts;
  }

  private List<Map<String, @Nullable Object>> policies() {
    Map<String, Map<String, @Nullable Object>> policies = new TreeMap<>();
    parts.forEach(
        (part, tree) -> {
          String kind = TYPES.get(part.substring(0, Math.max(0, part.indexOf('/'))));
          if (kind != null && part.endsWith("/metadata")) {
            String id = id(Fields.need(tree, "arn"));
            Map<String, @Nullable Object> policy = entry(policies, id, kind);
            policy.put("Name", tree.get("name"));
            policy.put("Content", parts.get(part.substring(0, part.lastIndexOf('/')) + "/policy"));
          }
        });
    TYPES.forEach(
        (list, kind) -> {
          attach(part("ous"), list, kind, policies);
          attach(part("accounts"), list, kind, policies);
        });
    return List.copyOf(policies.values());
  }

  private static void attach(
      Map<?, ?> targets,
      String list,
      String kind,
      Map<String, Map<String, @Nullable Object>> policies) {
    targets.forEach(
        (target, value) -> {
          for (String arn :
              value instanceof Map<?, ?> map ? Fields.texts(map.get(list)) : List.<String>of()) {
            Map<String, @Nullable Object> policy = entry(policies, id(arn), kind);
            List<String> all = new ArrayList<>(Fields.texts(policy.get("Targets")));
            all.add(String.valueOf(target));
            policy.put("Targets", all);
          }
        });
  }

  private static Map<String, @Nullable Object> entry(
      Map<String, Map<String, @Nullable Object>> policies, String id, String kind) {
    Map<String, @Nullable Object> policy =
        policies.computeIfAbsent(id, key -> new LinkedHashMap<>());
    policy.put("Id", id);
    policy.put("Type", kind);
    return policy;
  }

  /** From services with their accounts to accounts with their services. */
  private List<Map<String, Object>> delegated() {
    Map<String, List<Map<String, String>>> services = new TreeMap<>();
    part("delegated-admins")
        .forEach(
            (service, accounts) -> {
              for (String account : Fields.texts(accounts)) {
                services
                    .computeIfAbsent(account, key -> new ArrayList<>())
                    .add(Map.of("ServicePrincipal", String.valueOf(service)));
              }
            });
    List<Map<String, Object>> all = new ArrayList<>();
    services.forEach((account, its) -> all.add(Map.of("Id", account, "DelegatedServices", its)));
    return all;
  }

  private static String id(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
