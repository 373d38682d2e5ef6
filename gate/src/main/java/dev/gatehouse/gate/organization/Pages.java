package dev.gatehouse.gate.organization;

import dev.gatehouse.gate.model.Structure;
import java.util.List;

/** Cuts lists into pages; a token is the place of the next item. */
final class Pages {
  private static final int RESULTS_DEFAULT = 20;

  private Pages() {}

  static Structure of(Structure input, String member, List<Structure> items) {
    String token = input.text("NextToken", "0");
    int from = token.matches("[0-9]{1,9}") ? Math.min(Integer.parseInt(token), items.size()) : 0;
    int to = Math.min(items.size(), from + input.number("MaxResults", RESULTS_DEFAULT));
    return Structure.of(
        member,
        items.subList(from, to),
        "NextToken",
        to < items.size() ? String.valueOf(to) : null);
  }
}
