package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import org.jspecify.annotations.Nullable;

/** Permissions boundaries of users and roles. */
public final class Boundaries {
  private Boundaries() {}

  public static void addTo(Service iam) {
    add(iam, Entity.USER, "User");
    add(iam, Entity.ROLE, "Role");
  }

  private static void add(Service iam, Entity entity, String word) {
    iam.write(
        "Put" + word + "PermissionsBoundary",
        call -> {
          String arn = checked(call);
          Structure item = entity.find(call);
          call.holdings().put(entity.kind(), item.with("Boundary", arn));
          return Structure.EMPTY;
        });
    iam.write(
        "Delete" + word + "PermissionsBoundary",
        call -> {
          Structure item = entity.find(call);
          if (!item.has("Boundary")) {
            throw Errors.noSuchEntity(
                word
                    + " "
                    + item.need(entity.parameter())
                    + " does not have a permissions boundary");
          }
          call.holdings().put(entity.kind(), item.with("Boundary", null));
          return Structure.EMPTY;
        });
  }

  /** The boundary that a request gives, if it gives one and it is a policy that is there. */
  public static @Nullable String checked(Call call) {
    String arn = call.text("PermissionsBoundary");
    if (arn == null) {
      return null;
    }
    if (!ManagedPolicy.isArn(arn)) {
      throw Errors.invalidInput("ARN " + arn + " is not valid.");
    }
    if (ManagedPolicy.find(call.holdings(), arn) == null) {
      throw Errors.noSuchEntity("Scope ARN: " + arn + " does not exist or is not attachable.");
    }
    return arn;
  }

  /** The {@code PermissionsBoundary} of an answer; null when there is none. */
  public static @Nullable Structure view(Structure item) {
    String arn = item.text("Boundary");
    return arn == null
        ? null
        : Structure.of("PermissionsBoundaryType", "Policy", "PermissionsBoundaryArn", arn);
  }
}
