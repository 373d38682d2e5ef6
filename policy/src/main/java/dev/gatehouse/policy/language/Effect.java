package dev.gatehouse.policy.language;

/** What a statement does when it matches. */
public enum Effect {
  ALLOW("Allow"),
  DENY("Deny");

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  /** The spelling of policy documents: {@code Allow} or {@code Deny}. */
  public String word() {
    return word;
  }
}
