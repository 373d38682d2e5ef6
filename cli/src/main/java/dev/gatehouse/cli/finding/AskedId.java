package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An id as a person types it: whole, the short id of a case, or the hash at the end of a finding's.
 *
 * @param typed as it was typed
 */
record AskedId(String typed) {
  /** Ids among which a mistyped one's neighbour is looked for. */
  static final int KNOWN_MAX = 100_000;

  private static final Pattern SHORT_CASE = Pattern.compile("[0-9]{4}-[0-9a-z]{6}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,12}");
  private static final String CASE = "case-";
  private static final int NAMED_MAX = 3;

  /** Whether it has the form of a case's id. */
  boolean isCase() {
    return typed.startsWith(CASE) || SHORT_CASE.matcher(typed).matches();
  }

  /** Whether it stands for this id. */
  boolean names(String id) {
    if (typed.equals(id)) {
      return true;
    }
    if (!HASH.matcher(typed).matches() || id.startsWith(CASE)) {
      return false;
    }
    return id.startsWith(typed, id.lastIndexOf('-') + 1);
  }

  /** Whether it is this short id. */
  boolean isShort(String shortId) {
    return typed.equals(shortId);
  }

  /**
   * Refuses a short form that several have.
   *
   * @throws Refusal which names some of them
   */
  void refuseSeveral(List<String> ids) {
    if (ids.size() > 1) {
      throw Refusal.usage(
          "`"
              + typed
              + "` stands for "
              + ids.size()
              + " ids; give one whole, for instance `"
              + String.join("`, `", ids.subList(0, Math.min(NAMED_MAX, ids.size())))
              + "`.");
    }
  }
}
