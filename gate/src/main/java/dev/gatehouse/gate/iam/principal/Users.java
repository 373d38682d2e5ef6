package dev.gatehouse.gate.iam.principal;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.iam.policy.Boundaries;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.util.List;

/** Users. */
public final class Users {
  /** What names its user in a member and goes along when the user is renamed. */
  private static final List<Kind> OWNED =
      List.of(Kind.ACCESS_KEY, Kind.SSH_KEY, Kind.SIGNING_CERTIFICATE, Kind.SERVICE_CREDENTIAL);

  private final Ids ids;

  private Users(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    Users users = new Users(ids);
    iam.write("CreateUser", users::create);
    iam.read("GetUser", Users::get);
    iam.read("ListUsers", Users::list);
    iam.write("UpdateUser", Users::update);
    iam.write("DeleteUser", Users::delete);
  }

  private Structure create(Call call) {
    Structure input = call.input();
    Holdings holdings = call.holdings();
    String name = input.need("UserName");
    String path = Names.path(input);
    requireFree(holdings, name);
    Quota.USERS.check(holdings.count(Kind.USER) + 1);
    Structure user =
        Structure.of(
            "Path", path,
            "UserName", name,
            "UserId", ids.uniqueId("AIDA", call.account()),
            "Arn", Entity.USER.arn(call.account(), path, name),
            "CreateDate", call.now(),
            "Boundary", Boundaries.checked(call),
            "Tags", TagList.given(Entity.USER, input));
    holdings.put(Kind.USER, user);
    return Structure.of("User", Views.user(user));
  }

  private static void requireFree(Holdings holdings, String name) {
    if (holdings.get(Kind.USER, name) != null) {
      throw Errors.alreadyExists("User with name " + name + " already exists.");
    }
  }

  private static Structure get(Call call) {
    if (!call.input().has("UserName") && call.caller().kind() == Identity.Kind.ROOT) {
      return Structure.of(
          "User",
          Structure.of(
              "Path", "/",
              "UserName", call.account(),
              "UserId", call.account(),
              "Arn", call.caller().arn(),
              "CreateDate", call.now()));
    }
    return Structure.of("User", Views.user(Entity.USER.find(call.holdings(), Names.user(call))));
  }

  private static Structure list(Call call) {
    return Paging.page(
        call.input(),
        "Users",
        Names.underPath(call.holdings().all(Kind.USER), call.input()),
        user -> Views.key(user, "UserName"),
        Views::listedUser);
  }

  private static Structure update(Call call) {
    Holdings holdings = call.holdings();
    Structure before = Entity.USER.find(call);
    String name = call.input().text("NewUserName", before.need("UserName"));
    String path = call.input().text("NewPath", before.need("Path"));
    if (!name.equalsIgnoreCase(before.need("UserName"))) {
      requireFree(holdings, name);
    }
    Structure after =
        before
            .with("UserName", name)
            .with("Path", path)
            .with("Arn", Entity.USER.arn(call.account(), path, name));
    holdings.remove(Kind.USER, before.need("UserName"));
    holdings.put(Kind.USER, after);
    rename(holdings, before.need("UserName"), name);
    return Structure.EMPTY;
  }

  private static void rename(Holdings holdings, String from, String to) {
    for (Kind kind : OWNED) {
      for (Structure item : List.copyOf(holdings.all(kind))) {
        if (from.equals(item.text("UserName"))) {
          holdings.put(kind, item.with("UserName", to));
        }
      }
    }
    for (Structure device : List.copyOf(holdings.all(Kind.MFA_DEVICE))) {
      if (from.equals(device.text("Owner"))) {
        holdings.put(Kind.MFA_DEVICE, device.with("Owner", to));
      }
    }
    Structure profile = holdings.get(Kind.LOGIN_PROFILE, from);
    if (profile != null) {
      holdings.remove(Kind.LOGIN_PROFILE, from);
      holdings.put(Kind.LOGIN_PROFILE, profile.with("UserName", to));
    }
  }

  private static Structure delete(Call call) {
    Structure user = Entity.USER.find(call);
    Holdings holdings = call.holdings();
    String name = user.need("UserName");
    if (user.has("InlinePolicies")) {
      throw Errors.deleteConflict("Cannot delete entity, must delete policies first.");
    }
    if (user.has("AttachedPolicies")) {
      throw Errors.deleteConflict("Cannot delete entity, must detach all policies first.");
    }
    if (user.has("Groups")) {
      throw Errors.deleteConflict("Cannot delete entity, must remove users from group first.");
    }
    if (holdings.get(Kind.LOGIN_PROFILE, name) != null) {
      throw Errors.deleteConflict("Cannot delete entity, must delete login profile first.");
    }
    boolean devices =
        holdings.all(Kind.MFA_DEVICE).stream().anyMatch(each -> name.equals(each.text("Owner")));
    if (devices) {
      throw Errors.deleteConflict("Cannot delete entity, must delete MFA device first.");
    }
    for (Kind kind : OWNED) {
      if (holdings.all(kind).stream().anyMatch(each -> name.equals(each.text("UserName")))) {
        throw Errors.deleteConflict(
            kind == Kind.ACCESS_KEY
                ? "Cannot delete entity, must delete access keys first."
                : kind == Kind.SIGNING_CERTIFICATE
                    ? "Cannot delete entity, must delete signing certificates first."
                    : "Cannot delete entity, must remove referenced objects first.");
      }
    }
    holdings.remove(Kind.USER, name);
    return Structure.EMPTY;
  }
}
