package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.InventoryBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the files of an estate that tell of IAM and the organization, each recognised by its
 * content, and gives one inventory.
 */
public final class InventoryReader {
  private final InventoryBuilder builder = new InventoryBuilder();
  private final AuthorizationDetails details;
  private final OrganizationOutput organization;
  private final IamOutputs outputs;
  private final Ec2Outputs machines;
  private final IdentityCenterOutputs identityCenter = new IdentityCenterOutputs();
  private final CredentialReport credentials;
  private final Documents documents;
  private final List<String> problems;
  private final List<TerraformPlan> plans = new ArrayList<>();

  /**
   * @param problems takes one sentence for each part that cannot be used
   */
  public InventoryReader(List<String> problems) {
    this.problems = problems;
    this.documents = new Documents(problems);
    this.details = new AuthorizationDetails(builder, documents, problems);
    this.organization = new OrganizationOutput(builder.organization(), documents);
    this.outputs = new IamOutputs(builder, documents);
    this.machines = new Ec2Outputs(builder);
    this.credentials = new CredentialReport(builder, problems);
  }

  /**
   * Reads one JSON document; false if nothing in it is known here.
   *
   * @param whole false for what is left of a document that breaks off
   * @throws IllegalArgumentException with one sentence if it is malformed
   */
  public boolean read(@Nullable Object tree, String file, boolean whole) {
    if (tree != null && IamOutputs.isResourcePolicies(tree)) {
      outputs.resourcePolicies(tree, file);
      return true;
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return false;
    }
    if (TerraformPlan.recognises(map)) {
      plans.add(new TerraformPlan(map, file));
      return true;
    }
    boolean known = false;
    if (AuthorizationDetails.recognises(map)) {
      details.read(map, file, whole);
      known = true;
    }
    if (OrganizationOutput.recognises(map)) {
      organization.read(map, file);
      known = true;
    }
    known |= outputs.read(map, file);
    known |= machines.read(map, file);
    known |= identityCenter.read(map);
    known |= encodedReport(map, file);
    return known;
  }

  /** Reads text that is no JSON; false if it is not known here. */
  public boolean readText(String text, String file) {
    if (!CredentialReport.recognises(text)) {
      return false;
    }
    credentials.read(text, file, null);
    return true;
  }

  /** {@code aws iam get-credential-report} as it comes: the rows in Base64. */
  private boolean encodedReport(Map<?, ?> map, String file) {
    String content = Fields.text(map, "Content");
    if (content == null || !map.containsKey("GeneratedTime")) {
      return false;
    }
    String text = new String(Base64.getMimeDecoder().decode(content), StandardCharsets.UTF_8);
    if (!CredentialReport.recognises(text)) {
      return false;
    }
    credentials.read(text, file, Fields.time(map.get("GeneratedTime")));
    return true;
  }

  /** What all files gave together; to be asked once, at the end. */
  public Inventory inventory() {
    details.finish();
    outputs.finish();
    builder.put(identityCenter.found());
    for (TerraformPlan plan : plans) {
      new PlannedChanges(plan, builder, documents, problems).apply();
    }
    return builder.build();
  }
}
