package dev.gatehouse.estate;

/**
 * The keys under which accounts carry what Gatehouse asks of them.
 *
 * @param environment what an account is for: prod, staging, dev, sandbox, shared, security,
 *     logging, management
 * @param businessUnit to whom it belongs
 * @param tier how much care it needs: critical, high, medium, low; roles may carry it too
 */
public record TagNames(String environment, String businessUnit, String tier) {
  /** {@code env}, {@code bu} and {@code tier}. */
  public static final TagNames DEFAULT = new TagNames("env", "bu", "tier");

  public TagNames {
    if (environment.isBlank() || businessUnit.isBlank() || tier.isBlank()) {
      throw new IllegalArgumentException("The name of a tag cannot be empty.");
    }
  }
}
