package dev.gatehouse.policy.json;

/** Text that is no JSON; the message says what is wrong, line and column say where. */
public final class JsonException extends RuntimeException {
  private final int line;
  private final int column;

  JsonException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
