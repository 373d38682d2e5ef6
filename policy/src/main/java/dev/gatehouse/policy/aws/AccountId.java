package dev.gatehouse.policy.aws;

/** The id of an AWS account: twelve digits. */
public final class AccountId {
  private static final int DIGITS = 12;

  private AccountId() {}

  /** Whether a text is one. */
  public static boolean is(String text) {
    if (text.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
