package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.time.Instant;
import java.util.function.Consumer;

/** Roles that nobody used for 90 days, by what IAM says and what the trail shows. */
final class UnusedRoleCheck implements Check {
  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (AccountInventory account : scene.inventory().accounts()) {
      int open = 0;
      for (IamRole role : account.roles()) {
        if (!role.isServiceLinked() && !role(scene, role, results)) {
          open++;
        }
      }
      if (open > 0) {
        results.accept(
            PostureResult.unknown("role-unused", account.id(), account.id())
                .what(
                    "Whether "
                        + (open == 1 ? "1 role is" : open + " roles are")
                        + " still used is not known.")
                .why(
                    "Authorization details with `RoleLastUsed`, or a trail of 90 days, would tell.")
                .result());
      }
    }
  }

  /** False if it cannot be told. */
  private static boolean role(Scene scene, IamRole role, Consumer<PostureResult> results) {
    IamRole.LastUsed said = role.lastUsed();
    Instant used = scene.lastUse(role.arn(), said == null ? null : said.time()).orElse(null);
    if (used != null && !scene.isLongAgo(used)) {
      return true;
    }
    Instant from = scene.use().first();
    boolean watched = from != null && scene.isLongAgo(from);
    if (used == null && said == null && !watched) {
      return false;
    }
    Instant created = role.created();
    if (created != null && !scene.isLongAgo(created)) {
      return true; // Too young to have been left behind.
    }
    boolean high = Privilege.isHigh(scene.inventory(), role);
    results.accept(
        PostureResult.open(
                "role-unused", high ? Severity.MEDIUM : Severity.LOW, role.account(), role.arn())
            .what(
                "This role was "
                    + (used == null
                        ? "not used as far back as is known."
                        : "last used on " + scene.ago(used) + ".")
                    + (high ? " It may change IAM or everything." : ""))
            .why("A role that nobody uses still opens to everyone whom it trusts.")
            .evidence(
                said == null
                    ? "trail since " + from
                    : "RoleLastUsed: " + (said.time() == null ? "not in 400 days" : said.time()))
            .steps(
                "Ask the owner, then deny everything with an inline policy for two weeks.",
                "Delete it if nobody complained.")
            .result());
    return true;
  }
}
