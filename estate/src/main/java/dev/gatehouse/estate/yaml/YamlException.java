package dev.gatehouse.estate.yaml;

/** A text that is not YAML, or more of it than is read. */
public final class YamlException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final int column;
  private final String problem;

  YamlException(int line, int column, String problem) {
    super("line " + line + ", column " + column + " is not YAML: " + problem + ".");
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /** The first is 1. */
  public int line() {
    return line;
  }

  /** The first is 1. */
  public int column() {
    return column;
  }

  /** What is wrong, as a clause. */
  public String problem() {
    return problem;
  }
}
