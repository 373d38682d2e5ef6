package dev.gatehouse.core.rules.persistence;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link FederationTokenMinted} for one user: its tokens, the keys that were switched
 * off, and what is being said. At most {@value #MAX} of each, the oldest go first.
 *
 * @param last when a token was last asked for; the epoch before the first
 * @param tokens those that may still be used
 * @param cuts keys switched off or deleted
 */
public record Minting(Instant last, List<Token> tokens, List<Cut> cuts) {
  static final int MAX = 20;

  /** Nothing seen. */
  public static final Minting NONE = new Minting(Instant.EPOCH, List.of(), List.of());

  /**
   * A token.
   *
   * @param issuedBy the record that issued it
   * @param key the long-term key that asked for it
   * @param sessionArn of the federated user
   * @param used what was done with it after its key was switched off
   */
  public record Token(
      String issuedBy,
      Instant issued,
      @Nullable String key,
      String sessionArn,
      Evidence used,
      @Nullable Finding said) {}

  /** A key that was switched off by a record. */
  public record Cut(String key, Instant time, String eventId) {}

  public Minting {
    tokens = List.copyOf(tokens);
    cuts = List.copyOf(cuts);
  }

  Minting minted(Token token) {
    return new Minting(token.issued(), and(tokens, token), cuts);
  }

  Minting cut(Cut cut) {
    return new Minting(last, tokens, and(cuts, cut));
  }

  Minting with(Token changed) {
    List<Token> all = new ArrayList<>(tokens);
    all.replaceAll(each -> each.issuedBy().equals(changed.issuedBy()) ? changed : each);
    return new Minting(last, all, cuts);
  }

  /** The switching off that a token outlives at {@code time}, or null. */
  @Nullable Cut cut(Token token, Instant time) {
    return cuts.stream()
        .filter(each -> each.key().equals(token.key()))
        .filter(each -> !each.time().isBefore(token.issued()) && each.time().isBefore(time))
        .findFirst()
        .orElse(null);
  }

  private static <T> List<T> and(List<T> list, T one) {
    List<T> longer = new ArrayList<>(list.size() < MAX ? list : list.subList(1, list.size()));
    longer.add(one);
    return longer;
  }
}
