package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies a Terraform plan to what the other files gave: the estate as it will be. What is known
 * only after apply is unknown; what cannot be placed is left out with one sentence for its reason.
 */
final class PlannedChanges {
  private final TerraformPlan plan;
  private final Documents documents;
  private final List<String> problems;
  private final InventoryBuilder into;
  private final Map<String, List<String>> leftOut = new LinkedHashMap<>();

  PlannedChanges(
      TerraformPlan plan, InventoryBuilder into, Documents documents, List<String> problems) {
    this.plan = plan;
    this.into = into;
    this.documents = documents;
    this.problems = problems;
  }

  void apply() {
    new PlannedPrincipals(plan, into, this).apply();
    new PlannedAttachments(plan, into, this).apply();
    new PlannedResourcePolicies(plan, into, this).apply();
    new PlannedControls(plan, into.organization(), this).apply();
    leftOut.forEach(
        (reason, addresses) ->
            problems.add(
                "`%s`: `%s`%s left out: %s."
                    .formatted(
                        plan.file(),
                        addresses.get(0),
                        addresses.size() == 1
                            ? " is"
                            : " and %,d more are".formatted(addresses.size() - 1),
                        reason)));
  }

  /**
   * The document in an attribute; unknown if it is known only after apply.
   *
   * @param name how answers call the policy
   * @param unknownName how answers call it when its document is not known
   */
  Policy document(PlannedResource from, String attribute, String name, String unknownName) {
    return from.later(attribute)
        ? Policy.unknown(unknownName)
        : documents.read(from.values().get(attribute), name, unknownName, plan.file());
  }

  /** A document that stands inside another attribute. */
  Policy document(Object document, String name, String unknownName) {
    return documents.read(document, name, unknownName, plan.file());
  }

  /** Notes that a resource could not be used, and why. */
  void leaveOut(PlannedResource resource, String reason) {
    leftOut.computeIfAbsent(reason, key -> new ArrayList<>()).add(resource.address());
  }

  /** The reason when nothing says in which account a resource is. */
  void withoutAccount(PlannedResource resource) {
    leaveOut(
        resource,
        "no ARN and no `aws_caller_identity` of its provider in the plan says in which account it"
            + " is; add that data source, or put the account's id into the file's name");
  }
}
