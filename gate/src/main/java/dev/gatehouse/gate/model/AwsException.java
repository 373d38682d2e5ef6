package dev.gatehouse.gate.model;

/** An error that AWS would answer with. The message is AWS's own sentence where it is known. */
public final class AwsException extends RuntimeException {
  private final String code;
  private final int status;

  public AwsException(int status, String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  /** The caller's fault, in the code that query protocols use for malformed input. */
  public static AwsException validation(String message) {
    return new AwsException(400, "ValidationError", message);
  }

  /** The code on the wire, such as {@code NoSuchEntity}. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
