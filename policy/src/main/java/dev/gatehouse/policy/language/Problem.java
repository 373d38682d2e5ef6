package dev.gatehouse.policy.language;

/**
 * Something wrong or risky in a policy document.
 *
 * @param severity {@code ERROR} when AWS would refuse the document
 * @param code a stable short name, such as {@code unknown-operator}
 * @param message one sentence, with the remedy if there is one
 * @param path where in the document, such as {@code Statement[2].Condition.StringLike}; statements
 *     are counted from 1
 * @param line counted from 1
 * @param column counted from 1
 */
public record Problem(
    Severity severity, String code, String message, String path, int line, int column) {

  /** How bad a problem is. */
  public enum Severity {
    /** AWS would refuse the document. */
    ERROR,
    /** The document does not do what it seems to, or does too much. */
    WARNING
  }

  @Override
  public String toString() {
    return line + ":" + column + " " + path + ": " + message;
  }
}
