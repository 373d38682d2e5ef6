package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.util.function.Consumer;

/** Instances that fetched credentials with the first version of their metadata service. */
final class ImdsCheck implements Check {
  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    scene
        .inventory()
        .roles()
        .forEach(
            role ->
                scene
                    .use()
                    .of(role.arn())
                    .filter(seen -> !seen.imdsV1Sessions.isEmpty())
                    .ifPresent(seen -> results.accept(result(role, seen))));
  }

  private static PostureResult result(IamRole role, TrailUse.Seen seen) {
    return PostureResult.open("imds-v1", Severity.HIGH, role.account(), role.arn())
        .what(
            "Instances of this role fetch credentials with IMDSv1: "
                + String.join(", ", seen.imdsV1Sessions)
                + ".")
        .why(
            "One request forged through an application on the instance is enough to read the role's"
                + " credentials; version 2 asks for a token first.")
        .evidence("trail: `ec2RoleDelivery` is `1.0`, for instance in " + seen.imdsV1Event)
        .steps(
            "`aws ec2 modify-instance-metadata-options --http-tokens required` on these instances.",
            "Make it the account's default: `aws ec2 modify-instance-metadata-defaults"
                + " --http-tokens required`.",
            "Hold it with an SCP that denies calls whose `ec2:RoleDelivery` is below 2.0.")
        .result();
  }
}
