package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Machine;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import java.util.function.Consumer;

/** Instances that fetched credentials with the first version of their metadata service. */
final class ImdsCheck implements Check {
  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    for (Machine machine : scene.inventory().machines()) {
      if (!Boolean.TRUE.equals(machine.requiresToken())) {
        machine(machine, results);
      }
    }
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

  private static void machine(Machine machine, Consumer<PostureResult> results) {
    String word = machine.template() ? "launch template" : "instance";
    String call =
        machine.template()
            ? "aws ec2 create-launch-template-version … --launch-template-data"
                + " '{\"MetadataOptions\":{\"HttpTokens\":\"required\"}}'"
            : "aws ec2 modify-instance-metadata-options --http-tokens required --instance-id "
                + machine.id();
    Severity severity =
        machine.profile() == null || machine.requiresToken() == null
            ? Severity.LOW
            : machine.template() ? Severity.MEDIUM : Severity.HIGH;
    results.accept(
        PostureResult.open("imds-v1-allowed", severity, machine.account(), machine.id())
            .what(
                machine.requiresToken() == null
                    ? "This launch template leaves it to the account's default whether IMDSv2 is"
                        + " required."
                    : "This " + word + " gives metadata without a token (IMDSv1).")
            .why(
                machine.profile() == null
                    ? "It has no role today; the next one given to it would be open to forged"
                        + " requests."
                    : "One request forged through an application on it is enough to read the"
                        + " credentials of its role.")
            .evidence(
                (machine.profile() == null ? "no instance profile" : machine.profile())
                    + "; HttpTokens is "
                    + (machine.requiresToken() == null ? "not set" : "optional"))
            .steps("`" + call + "`")
            .result());
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
