package dev.gatehouse.policy.decision;

/** The four answers. */
public enum Outcome {
  ALLOWED("Allowed"),
  IMPLICITLY_DENIED("ImplicitlyDenied"),
  EXPLICITLY_DENIED("ExplicitlyDenied"),
  /** Allowed or denied, depending on something nobody knows. */
  UNKNOWN("Unknown");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The word in JSON. */
  public String word() {
    return word;
  }
}
