package dev.gatehouse.estate.yaml;

/** A text that is not YAML, or more of it than is read. */
public final class YamlException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final String problem;
  private final boolean refused;

  YamlException(int line, int column, String problem, boolean refused) {
    super("line " + line + ", column " + column + " is not YAML: " + problem + ".");
    this.line = line;
    this.problem = problem;
    this.refused = refused;
  }

  /** Whether it may be YAML, and asks for more than any reader should give. */
  public boolean isRefused() {
    return refused;
  }

  /** The first is 1. */
  public int line() {
    return line;
  }

  /** What is wrong, as a clause. */
  public String problem() {
    return problem;
  }
}
