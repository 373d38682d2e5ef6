package dev.gatehouse.policy.language;

import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.language.Problem.Severity;
import java.util.List;
import java.util.function.Supplier;

/**
 * A policy document, parsed and compiled once, asked often. Immutable and safe to share between
 * threads.
 *
 * <p>{@link #parse} is lenient: it takes what AWS would refuse, lists it under {@link #problems}
 * and gives it the meaning it would have; where it has none the statement is {@link
 * Statement#broken}. {@link #parseStrict} refuses what AWS would refuse.
 */
public final class Policy {
  private final String name;
  private final Version version;
  private final List<Statement> statements;
  private final List<Problem> problems;
  private final boolean opaque;
  private final StatementIndex index;

  /** The versions of the language; a document without one has the first. */
  public enum Version {
    V2008("2008-10-17"),
    V2012("2012-10-17");

    private final String date;

    Version(String date) {
      this.date = date;
    }

    public String date() {
      return date;
    }

    /** Whether policy variables count. */
    boolean hasVariables() {
      return this == V2012;
    }
  }

  Policy(
      String name,
      Version version,
      List<Statement> statements,
      List<Problem> problems,
      boolean opaque) {
    this.name = name;
    this.version = version;
    this.statements = List.copyOf(statements);
    this.problems = List.copyOf(problems);
    this.opaque = opaque;
    this.index = new StatementIndex(this.statements);
  }

  /**
   * Reads a document leniently. Throws {@link PolicyException} when it is no JSON object.
   *
   * @param name how answers call the policy
   */
  public static Policy parse(String name, String json) {
    return parse(name, () -> JsonReader.read(json));
  }

  /** Reads a document of UTF-8 bytes, as {@link #parse(String, String)} does. */
  public static Policy parse(String name, byte[] utf8) {
    return parse(name, () -> JsonReader.read(utf8));
  }

  private static Policy parse(String name, Supplier<JsonValue> reader) {
    JsonValue value;
    try {
      value = reader.get();
    } catch (JsonException e) {
      throw new PolicyException(
          name,
          List.of(
              new Problem(
                  Severity.ERROR,
                  "no-json",
                  String.valueOf(e.getMessage()),
                  "$",
                  e.line(),
                  e.column())));
    }
    return of(name, value);
  }

  /** Compiles a document that has been read as JSON. */
  public static Policy of(String name, JsonValue document) {
    return new PolicyParser(name).parse(document);
  }

  /**
   * Reads a document and throws {@link PolicyException} with all reasons if AWS would refuse it.
   */
  public static Policy parseStrict(String name, String json) {
    Policy policy = parse(name, json);
    List<Problem> errors =
        policy.problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new PolicyException(name, errors);
    }
    return policy;
  }

  /**
   * A policy that applies and of which nobody has the document. It may allow and deny anything, so
   * answers that depend on it are Unknown.
   */
  public static Policy unknown(String name) {
    return new Policy(name, Version.V2012, List.of(), List.of(), true);
  }

  public String name() {
    return name;
  }

  public Version version() {
    return version;
  }

  public List<Statement> statements() {
    return statements;
  }

  /** What is wrong with the document, in its order; empty for one that AWS takes. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether the document is not known, see {@link #unknown}. */
  public boolean opaque() {
    return opaque;
  }

  /**
   * Places of the statements that may mean an action of a service (in lower case); do not change.
   */
  public int[] candidates(String service) {
    return index.candidates(service);
  }

  /** The same policy under another name. */
  public Policy named(String newName) {
    return new Policy(newName, version, statements, problems, opaque);
  }

  @Override
  public String toString() {
    return "policy `" + name + "`";
  }
}
