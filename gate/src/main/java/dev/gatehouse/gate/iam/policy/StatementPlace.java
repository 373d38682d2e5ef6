package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.policy.language.Statement;

/** Where a statement stands in its document, as the simulator tells it: columns count from two. */
final class StatementPlace {
  private StatementPlace() {}

  static Structure start(Statement statement) {
    return place(statement.source().line(), statement.source().column());
  }

  /** The closing brace. */
  static Structure end(Statement statement, String document) {
    int line = 1;
    int column = 1;
    int depth = 0;
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < document.length(); i++) {
      char c = document.charAt(i);
      begun |= line == statement.source().line() && column == statement.source().column();
      if (begun && quoted && c == '\\') {
        i++;
        column++;
      } else if (begun && c == '"') {
        quoted = !quoted;
      } else if (begun && !quoted && c == '{') {
        depth++;
      } else if (begun && !quoted && c == '}') {
        depth--;
        if (depth == 0) {
          return place(line, column);
        }
      }
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
    }
    return start(statement);
  }

  private static Structure place(int line, int column) {
    return Structure.of("Line", line, "Column", column + 1);
  }
}
