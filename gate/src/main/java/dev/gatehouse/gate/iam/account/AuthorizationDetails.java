package dev.gatehouse.gate.iam.account;

import dev.gatehouse.gate.access.SavedPrincipals;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.policy.AttachedPolicies;
import dev.gatehouse.gate.iam.policy.Boundaries;
import dev.gatehouse.gate.iam.policy.Policies;
import dev.gatehouse.gate.iam.principal.Views;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything of an account that has to do with permissions, in one answer over pages. */
public final class AuthorizationDetails {
  /** One entry with the list that it goes into. */
  private record Entry(String list, String key, Structure item) {}

  private AuthorizationDetails() {}

  public static void addTo(Service iam) {
    iam.read("GetAccountAuthorizationDetails", AuthorizationDetails::answer);
  }

  private static Structure answer(Call call) {
    List<String> filter = call.input().texts("Filter");
    List<Entry> entries = new ArrayList<>();
    Holdings holdings = call.holdings();
    if (filter.isEmpty() || filter.contains("User")) {
      add(entries, "1", "UserDetailList", holdings, Kind.USER);
    }
    if (filter.isEmpty() || filter.contains("Group")) {
      add(entries, "2", "GroupDetailList", holdings, Kind.GROUP);
    }
    if (filter.isEmpty() || filter.contains("Role")) {
      add(entries, "3", "RoleDetailList", holdings, Kind.ROLE);
    }
    boolean local = filter.isEmpty() || filter.contains("LocalManagedPolicy");
    boolean aws = filter.isEmpty() || filter.contains("AWSManagedPolicy");
    // Of AWS's own only those that are used are listed, unless they are asked for by name.
    boolean usedOnly = filter.isEmpty();
    for (Structure policy : Policies.details(call, local, aws, usedOnly)) {
      entries.add(new Entry("Policies", "4" + policy.need("Arn"), policy));
    }
    Structure page =
        Paging.page(call.input(), "Entries", entries, Entry::key, entry -> view(call, entry));
    Structure.Builder answer = new Structure.Builder();
    for (String list : List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")) {
      answer.put(
          list,
          page.structures("Entries").stream()
              .filter(each -> each.need("List").equals(list))
              .map(each -> each.structure("Item"))
              .toList());
    }
    return answer.putAll(page.without("Entries")).build();
  }

  private static void add(
      List<Entry> entries, String order, String list, Holdings holdings, Kind kind) {
    for (Structure item : holdings.all(kind)) {
      String key = order + item.need(kind.key()).toLowerCase(Locale.ROOT);
      entries.add(new Entry(list, key, item));
    }
  }

  private static Structure view(Call call, Entry entry) {
    Structure item = entry.item();
    Structure view =
        switch (entry.list()) {
          case "UserDetailList" -> user(item);
          case "GroupDetailList" -> group(item);
          case "RoleDetailList" -> role(call, item);
          default -> item;
        };
    return Structure.of("List", entry.list(), "Item", view);
  }

  private static List<Structure> attached(Structure item) {
    return item.texts("AttachedPolicies").stream().map(AttachedPolicies::view).toList();
  }

  private static Structure user(Structure user) {
    return user.only("Path", "UserName", "UserId", "Arn", "CreateDate")
        .with("UserPolicyList", user.get("InlinePolicies"))
        .with("GroupList", user.texts("Groups"))
        .with("AttachedManagedPolicies", attached(user))
        .with("PermissionsBoundary", Boundaries.view(user))
        .with("Tags", user.structures("Tags"));
  }

  private static Structure group(Structure group) {
    return Views.group(group)
        .with("GroupPolicyList", group.structures("InlinePolicies"))
        .with("AttachedManagedPolicies", attached(group));
  }

  private static Structure role(Call call, Structure role) {
    String name = role.need("RoleName");
    List<Structure> profiles =
        call.holdings().all(Kind.INSTANCE_PROFILE).stream()
            .filter(profile -> profile.texts("Roles").contains(name))
            .map(profile -> Views.instanceProfile(call.state(), call.holdings(), profile))
            .toList();
    return role.only("Path", "RoleName", "RoleId", "Arn", "CreateDate")
        .with("AssumeRolePolicyDocument", SavedPrincipals.current(call.state(), role))
        .with("InstanceProfileList", profiles)
        .with("RolePolicyList", role.structures("InlinePolicies"))
        .with("AttachedManagedPolicies", attached(role))
        .with("PermissionsBoundary", Boundaries.view(role))
        .with("Tags", role.structures("Tags"))
        .with("RoleLastUsed", Views.lastUsed(call.state(), role));
  }
}
