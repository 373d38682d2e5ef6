package dev.gatehouse.gate.iam.principal;

import dev.gatehouse.gate.access.SavedPrincipals;
import dev.gatehouse.gate.iam.policy.Boundaries;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Users, roles and so on as answers show them. What an answer shows differs from operation to
 * operation: lists leave out tags and boundaries, creations leave out what has a default.
 */
public final class Views {
  private Views() {}

  /** What pages are sorted by: names without regard to case. */
  static String key(Structure item, String member) {
    return item.need(member).toLowerCase(Locale.ROOT);
  }

  static Structure user(Structure user) {
    return listedUser(user)
        .with("PermissionsBoundary", Boundaries.view(user))
        .with("Tags", user.get("Tags"));
  }

  static Structure listedUser(Structure user) {
    return user.only("Path", "UserName", "UserId", "Arn", "CreateDate", "PasswordLastUsed");
  }

  public static Structure group(Structure group) {
    return group.only("Path", "GroupName", "GroupId", "Arn", "CreateDate");
  }

  /** A role inside of something else. */
  static Structure plainRole(State state, Structure role) {
    return role.only("Path", "RoleName", "RoleId", "Arn", "CreateDate")
        .with("AssumeRolePolicyDocument", SavedPrincipals.current(state, role));
  }

  static Structure listedRole(State state, Structure role) {
    return plainRole(state, role)
        .with("Description", role.get("Description"))
        .with("MaxSessionDuration", role.number("MaxSessionDuration", 3_600));
  }

  static Structure newRole(State state, Structure role) {
    return plainRole(state, role)
        .with("PermissionsBoundary", Boundaries.view(role))
        .with("Tags", role.get("Tags"));
  }

  static Structure role(Call call, Structure role) {
    return listedRole(call.state(), role)
        .with("PermissionsBoundary", Boundaries.view(role))
        .with("Tags", role.get("Tags"))
        .with("RoleLastUsed", lastUsed(call.state(), role));
  }

  /** The {@code RoleLastUsed} of an answer; empty when the role was not used. */
  public static Structure lastUsed(State state, Structure role) {
    Structure used = state.lastUse().of(role.need("RoleId"));
    return used == null ? Structure.EMPTY : used.only("LastUsedDate", "Region");
  }

  /** An instance profile with its role. */
  public static Structure instanceProfile(State state, Holdings holdings, Structure profile) {
    List<Structure> roles = new ArrayList<>();
    for (String name : profile.texts("Roles")) {
      Structure role = holdings.get(Kind.ROLE, name);
      if (role != null) {
        roles.add(plainRole(state, role));
      }
    }
    return profile
        .only("Path", "InstanceProfileName", "InstanceProfileId", "Arn", "CreateDate")
        .with("Roles", roles);
  }
}
