package dev.gatehouse.core.estate.source;

import dev.gatehouse.core.estate.inventory.Inventory;
import dev.gatehouse.core.estate.inventory.InventoryBuilder;
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

  /**
   * @param problems takes one sentence for each part that cannot be used
   */
  public InventoryReader(List<String> problems) {
    Documents documents = new Documents(problems);
    this.details = new AuthorizationDetails(builder, documents, problems);
    this.organization = new OrganizationOutput(builder.organization(), documents);
  }

  /**
   * Reads one JSON document; false if nothing in it is known here.
   *
   * @param whole false for what is left of a document that breaks off
   * @throws IllegalArgumentException with one sentence if it is malformed
   */
  public boolean read(@Nullable Object tree, String file, boolean whole) {
    if (!(tree instanceof Map<?, ?> map)) {
      return false;
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
    return known;
  }

  /** What all files gave together; to be asked once, at the end. */
  public Inventory inventory() {
    details.finish();
    return builder.build();
  }
}
