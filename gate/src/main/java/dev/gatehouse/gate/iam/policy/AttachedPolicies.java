package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Managed policies attached to users, groups and roles. */
public final class AttachedPolicies {
  private final Entity entity;
  private final Quota most;
  private final Consumer<Structure> guard;

  private AttachedPolicies(Entity entity, Quota most, Consumer<Structure> guard) {
    this.entity = entity;
    this.most = most;
    this.guard = guard;
  }

  /**
   * Adds the operations.
   *
   * @param roleGuard refuses to change a role that is AWS's
   */
  public static void addTo(Service iam, Consumer<Structure> roleGuard) {
    new AttachedPolicies(Entity.USER, Quota.ATTACHED_PER_USER, user -> {}).add(iam, "User");
    new AttachedPolicies(Entity.GROUP, Quota.ATTACHED_PER_GROUP, group -> {}).add(iam, "Group");
    new AttachedPolicies(Entity.ROLE, Quota.ATTACHED_PER_ROLE, roleGuard).add(iam, "Role");
  }

  private void add(Service iam, String word) {
    iam.write("Attach" + word + "Policy", this::attach);
    iam.write("Detach" + word + "Policy", this::detach);
    iam.read("ListAttached" + word + "Policies", this::list);
  }

  private Structure attach(Call call) {
    String arn = call.need("PolicyArn");
    ManagedPolicy.checkArn(arn);
    Structure item = entity.find(call);
    guard.accept(item);
    ManagedPolicy.attachable(call, arn);
    List<String> attached = new ArrayList<>(item.texts("AttachedPolicies"));
    if (!attached.contains(arn)) {
      attached.add(arn);
      most.check(attached.size());
      call.holdings().put(entity.kind(), item.with("AttachedPolicies", attached));
    }
    return Structure.EMPTY;
  }

  private Structure detach(Call call) {
    String arn = call.need("PolicyArn");
    ManagedPolicy.checkArn(arn);
    Structure item = entity.find(call);
    guard.accept(item);
    List<String> attached = new ArrayList<>(item.texts("AttachedPolicies"));
    if (!attached.remove(arn)) {
      throw Errors.noSuchEntity("Policy " + arn + " was not found.");
    }
    call.holdings()
        .put(entity.kind(), item.with("AttachedPolicies", attached.isEmpty() ? null : attached));
    return Structure.EMPTY;
  }

  private Structure list(Call call) {
    String prefix = call.input().text("PathPrefix", "/");
    List<String> arns =
        entity.find(call).texts("AttachedPolicies").stream()
            .filter(arn -> arn.substring(arn.indexOf('/')).startsWith(prefix))
            .sorted((one, other) -> key(one).compareTo(key(other)))
            .toList();
    return Paging.page(
        call.input(), "AttachedPolicies", arns, AttachedPolicies::key, AttachedPolicies::view);
  }

  private static String key(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT) + " " + arn;
  }

  /** The {@code AttachedPolicy} of an answer. */
  public static Structure view(String arn) {
    return Structure.of("PolicyName", arn.substring(arn.lastIndexOf('/') + 1), "PolicyArn", arn);
  }
}
