package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.IamGroup;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.estate.inventory.ManagedPolicyDocument;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Output of {@code aws iam get-account-authorization-details}: whole, in pages, of one account or
 * of several. Accounts are read from the ARNs.
 */
final class AuthorizationDetails {
  private static final List<String> LISTS =
      List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");

  private final InventoryBuilder into;
  private final Documents documents;
  private final List<String> problems;
  private final Map<String, String> fileOf = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> seen = new TreeSet<>();

  AuthorizationDetails(InventoryBuilder into, Documents documents, List<String> problems) {
    this.into = into;
    this.documents = documents;
    this.problems = problems;
  }

  static boolean recognises(Map<?, ?> tree) {
    return tree.containsKey("UserDetailList")
        || tree.containsKey("RoleDetailList")
        || tree.containsKey("GroupDetailList")
        || Fields.maps(tree, "Policies").stream()
            .anyMatch(each -> each.containsKey("PolicyVersionList"));
  }

  /**
   * Reads one file.
   *
   * @param whole false for what is left of a file that breaks off
   */
  void read(Map<?, ?> tree, String file, boolean whole) {
    Map<String, Set<String>> arns = arnsByAccount(tree, file);
    boolean last = whole && !Fields.isTrue(tree, "IsTruncated");
    arns.forEach((account, its) -> begin(account, its, file, last));
    Instant collected = Fields.time(tree.get("CollectedAt"));
    for (Map<?, ?> each : Fields.maps(tree, "UserDetailList")) {
      guarded(file, () -> user(each, file));
    }
    for (Map<?, ?> each : Fields.maps(tree, "GroupDetailList")) {
      guarded(file, () -> group(each, file));
    }
    for (Map<?, ?> each : Fields.maps(tree, "RoleDetailList")) {
      guarded(file, () -> role(each, file));
    }
    for (Map<?, ?> each : Fields.maps(tree, "Policies")) {
      guarded(file, () -> policy(each, file));
    }
    arns.keySet().forEach(account -> into.seen(account, collected));
  }

  /** To be called after the last file: says which dumps go on without their next page. */
  void finish() {
    for (String account : seen) {
      into.dumped(account, ended.contains(account));
      if (!ended.contains(account)) {
        problems.add(
            "account `"
                + account
                + "`: its authorization details go on after `"
                + fileOf.get(account)
                + "`, and the rest is not here.");
      }
    }
  }

  /** Pages of one dump share no ARN; two dumps do, and then the later file replaces the other. */
  private void begin(String account, Set<String> arns, String file, boolean last) {
    Set<String> before = into.arns(account);
    String other = fileOf.put(account, file);
    if (other != null && arns.stream().anyMatch(before::contains)) {
      into.forget(account);
      ended.remove(account);
      problems.add(
          "`"
              + other
              + "` and `"
              + file
              + "` are two dumps of account `"
              + account
              + "`: the last by name holds; remove the older one.");
    }
    seen.add(account);
    if (last) {
      ended.add(account);
    }
  }

  private static Map<String, Set<String>> arnsByAccount(Map<?, ?> tree, String file) {
    Map<String, Set<String>> arns = new TreeMap<>();
    for (String list : LISTS) {
      for (Map<?, ?> each : Fields.maps(tree, list)) {
        String arn = Fields.text(each, "Arn");
        String account = arn == null ? "" : Arn.account(arn);
        if (arn != null && !account.isEmpty() && !account.equals("aws")) {
          arns.computeIfAbsent(account, key -> new HashSet<>()).add(arn);
        }
      }
    }
    String named = FileName.account(file);
    if (arns.isEmpty() && named != null) {
      arns.put(named, Set.of());
    }
    return arns;
  }

  private void guarded(String file, Runnable entry) {
    try {
      entry.run();
    } catch (IllegalArgumentException e) {
      problems.add("`" + file + "`: an entry is left out: " + e.getMessage());
    }
  }

  private void user(Map<?, ?> user, String file) {
    String arn = Fields.need(user, "Arn");
    String name = Fields.need(user, "UserName");
    into.put(
        new IamUser(
            arn,
            Arn.account(arn),
            name,
            path(user),
            Fields.text(user, "UserId"),
            created(user, arn),
            permissions(user, "UserPolicyList", arn, file),
            Set.copyOf(Fields.texts(user.get("GroupList"))),
            Fields.tags(user.get("Tags")),
            null));
  }

  private void group(Map<?, ?> group, String file) {
    String arn = Fields.need(group, "Arn");
    into.put(
        new IamGroup(
            arn,
            Arn.account(arn),
            Fields.need(group, "GroupName"),
            path(group),
            created(group, arn),
            permissions(group, "GroupPolicyList", arn, file)));
  }

  private void role(Map<?, ?> role, String file) {
    String arn = Fields.need(role, "Arn");
    List<String> profiles = new ArrayList<>();
    for (Map<?, ?> profile : Fields.maps(role, "InstanceProfileList")) {
      profiles.add(Fields.need(profile, "Arn"));
    }
    into.put(
        new IamRole(
            arn,
            Arn.account(arn),
            Fields.need(role, "RoleName"),
            path(role),
            Fields.text(role, "RoleId"),
            created(role, arn),
            documents.read(
                role.get("AssumeRolePolicyDocument"),
                "trust policy",
                "trust policy of " + arn,
                file),
            permissions(role, "RolePolicyList", arn, file),
            Fields.number(role, "MaxSessionDuration"),
            lastUsed(role, arn),
            profiles,
            Fields.tags(role.get("Tags"))));
  }

  private IamRole.@Nullable LastUsed lastUsed(Map<?, ?> role, String arn) {
    if (!(role.get("RoleLastUsed") instanceof Map<?, ?> used)) {
      return null;
    }
    Instant time = Fields.time(used.get("LastUsedDate"));
    into.seen(Arn.account(arn), time);
    return new IamRole.LastUsed(time, Fields.text(used, "Region"));
  }

  private void policy(Map<?, ?> policy, String file) {
    String arn = Fields.need(policy, "Arn");
    Map<String, Policy> versions = new TreeMap<>();
    for (Map<?, ?> version : Fields.maps(policy, "PolicyVersionList")) {
      String id = Fields.need(version, "VersionId");
      versions.put(
          id, documents.read(version.get("Document"), arn, "version " + id + " of " + arn, file));
      into.seen(owner(arn), Fields.time(version.get("CreateDate")));
    }
    into.put(
        new ManagedPolicyDocument(
            arn,
            Arn.account(arn),
            Fields.need(policy, "PolicyName"),
            path(policy),
            Fields.need(policy, "DefaultVersionId"),
            versions));
  }

  private Permissions permissions(Map<?, ?> holder, String list, String arn, String file) {
    Map<String, Policy> inline = new TreeMap<>();
    for (Map<?, ?> each : Fields.maps(holder, list)) {
      String name = Fields.need(each, "PolicyName");
      inline.put(
          name,
          documents.read(each.get("PolicyDocument"), name, "policy " + name + " of " + arn, file));
    }
    List<String> attached = new ArrayList<>();
    for (Map<?, ?> each : Fields.maps(holder, "AttachedManagedPolicies")) {
      attached.add(Fields.need(each, "PolicyArn"));
    }
    String boundary =
        Fields.text(Fields.map(holder, "PermissionsBoundary"), "PermissionsBoundaryArn");
    return new Permissions(inline, attached, boundary, true);
  }

  private @Nullable Instant created(Map<?, ?> entity, String arn) {
    Instant created = Fields.time(entity.get("CreateDate"));
    into.seen(owner(arn), created);
    return created;
  }

  private static String owner(String arn) {
    return Arn.account(arn);
  }

  private static String path(Map<?, ?> entity) {
    String path = Fields.text(entity, "Path");
    return path == null ? "/" : path;
  }
}
