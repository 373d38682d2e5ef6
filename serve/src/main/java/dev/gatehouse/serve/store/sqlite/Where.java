package dev.gatehouse.serve.store.sqlite;

import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.serve.store.After;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of a question, all of which have to hold. */
final class Where {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  void and(String condition, Object... more) {
    conditions.add(condition);
    values.addAll(List.of(more));
  }

  /** Only this state; of none, all that hold. */
  void state(@Nullable State state) {
    if (state == null) {
      and("state <> 'WITHDRAWN'");
    } else {
      and("state = ?", state.name());
    }
  }

  void raised(Instant since, Instant until, @Nullable After after) {
    if (since.isAfter(Instant.MIN)) {
      and("raised >= ?", since.getEpochSecond());
    }
    if (until.isBefore(Instant.MAX)) {
      and("raised < ?", until.getEpochSecond());
    }
    if (after != null) {
      and("(raised, id) < (?, ?)", after.time().getEpochSecond(), after.id());
    }
  }

  PreparedStatement select(Connection connection, String table, int limit) throws SQLException {
    String sql =
        "SELECT * FROM "
            + table
            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
            + " ORDER BY raised DESC, id DESC LIMIT "
            + limit;
    return Sqlite.prepare(connection, sql, values.toArray());
  }
}
