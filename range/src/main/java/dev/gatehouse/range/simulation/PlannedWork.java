package dev.gatehouse.range.simulation;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.org.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people have announced: approved changes and shifts on call. */
public final class PlannedWork {
  private final List<Map<String, @Nullable Object>> changes = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> shifts = new ArrayList<>();

  /** The changes in the form of {@code changes.json}. */
  public List<Map<String, @Nullable Object>> changes() {
    return changes;
  }

  /** The shifts in the form of {@code oncall.json}. */
  public List<Map<String, @Nullable Object>> shifts() {
    return shifts;
  }

  /**
   * Announces an approved change.
   *
   * @param identities ARNs and user names that it is for
   */
  public void announce(
      String id,
      String type,
      String title,
      Instant from,
      Instant to,
      List<Account> accounts,
      List<String> identities) {
    changes.add(
        object("id", id, "type", type, "title", title)
            .and("start", from.truncatedTo(ChronoUnit.SECONDS).toString())
            .and("end", to.truncatedTo(ChronoUnit.SECONDS).toString())
            .and("accounts", accounts.stream().map(Account::id).toList())
            .and("identities", identities)
            .and("approved", true));
  }

  /** Puts somebody on call. */
  public void onCall(String user, Instant from, Duration length) {
    shifts.add(
        object("schedule", "platform", "user", user)
            .and("start", from.toString())
            .and("end", from.plus(length).toString()));
  }
}
