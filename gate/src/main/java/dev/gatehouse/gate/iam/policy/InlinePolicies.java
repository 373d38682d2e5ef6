package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The inline policies of users, groups and roles. */
public final class InlinePolicies {
  private final Entity entity;
  private final Quota size;
  private final Consumer<Structure> guard;

  private InlinePolicies(Entity entity, Quota size, Consumer<Structure> guard) {
    this.entity = entity;
    this.size = size;
    this.guard = guard;
  }

  /**
   * Adds the operations.
   *
   * @param roleGuard refuses to change a role that is AWS's
   */
  public static void addTo(Service iam, Consumer<Structure> roleGuard) {
    new InlinePolicies(Entity.USER, Quota.USER_POLICY_SIZE, user -> {}).add(iam, "User");
    new InlinePolicies(Entity.GROUP, Quota.GROUP_POLICY_SIZE, group -> {}).add(iam, "Group");
    new InlinePolicies(Entity.ROLE, Quota.ROLE_POLICY_SIZE, roleGuard).add(iam, "Role");
  }

  private void add(Service iam, String word) {
    iam.write("Put" + word + "Policy", this::put);
    iam.read("Get" + word + "Policy", this::get);
    iam.read("List" + word + "Policies", this::list);
    iam.write("Delete" + word + "Policy", this::delete);
  }

  private Structure put(Call call) {
    Structure item = entity.find(call);
    guard.accept(item);
    String name = call.need("PolicyName");
    String document = call.need("PolicyDocument");
    DocumentCheck.inline(document);
    List<Structure> policies = new ArrayList<>(item.structures("InlinePolicies"));
    policies.removeIf(each -> each.need("PolicyName").equals(name));
    policies.add(Structure.of("PolicyName", name, "PolicyDocument", document));
    policies.sort(Comparator.comparing(each -> each.need("PolicyName")));
    int sum =
        policies.stream().mapToInt(each -> DocumentCheck.size(each.need("PolicyDocument"))).sum();
    if (sum > size.most()) {
      throw Errors.limitExceeded(
          "Maximum policy size of "
              + size.most()
              + " bytes exceeded for "
              + entity.resourceType()
              + " "
              + item.need(entity.parameter()));
    }
    call.holdings().put(entity.kind(), item.with("InlinePolicies", policies));
    return Structure.EMPTY;
  }

  private Structure get(Call call) {
    Structure item = entity.find(call);
    return Structure.of(entity.parameter(), item.need(entity.parameter()))
        .with(policy(item, call.need("PolicyName")));
  }

  private Structure policy(Structure item, String name) {
    return item.structures("InlinePolicies").stream()
        .filter(each -> each.need("PolicyName").equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Errors.noSuchEntity(
                    "The "
                        + entity.resourceType()
                        + " policy with name "
                        + name
                        + " cannot be found."));
  }

  private Structure list(Call call) {
    return Paging.page(
        call.input(),
        "PolicyNames",
        entity.find(call).structures("InlinePolicies"),
        policy -> policy.need("PolicyName"),
        policy -> policy.need("PolicyName"));
  }

  private Structure delete(Call call) {
    Structure item = entity.find(call);
    guard.accept(item);
    List<Structure> left = new ArrayList<>(item.structures("InlinePolicies"));
    left.remove(policy(item, call.need("PolicyName")));
    call.holdings().put(entity.kind(), item.with("InlinePolicies", left.isEmpty() ? null : left));
    return Structure.EMPTY;
  }
}
