package dev.gatehouse.core.cases;

import dev.gatehouse.core.cases.session.CasePlace;
import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.estate.Address;
import dev.gatehouse.policy.aws.ServicePrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are asked for first, in words.
 *
 * @param who is behind it
 * @param since time of the first record
 * @param from addresses, those that are not the organization's own first; at most {@value
 *     #NAMED_MAX}
 * @param entry how whoever came first came in; null where that is not known
 * @param reached roles acted as, in the order of time, at most {@value #NAMED_MAX}
 * @param unknown what nothing that was read says, in sentences, at most {@value #UNKNOWN_MAX}
 */
public record CaseSummary(
    String who,
    Instant since,
    List<String> from,
    @Nullable String entry,
    List<String> reached,
    List<String> unknown) {
  static final int NAMED_MAX = 20;
  static final int UNKNOWN_MAX = 10;

  /** No temporary credential lives longer; a role's twelve hours, a user's thirty-six. */
  private static final Duration LONGEST = Duration.ofHours(36);

  public CaseSummary {
    from = List.copyOf(from);
    reached = List.copyOf(reached);
    unknown = List.copyOf(unknown);
  }

  static CaseSummary of(
      List<Finding> findings,
      List<CaseActor> actors,
      List<CaseSession> sessions,
      List<CasePlace> places,
      List<String> reached,
      Names names,
      Instant start,
      Instant end) {
    List<String> who = actors.stream().map(CaseActor::name).distinct().toList();
    List<String> from = new ArrayList<>();
    places.stream().filter(place -> !place.own()).forEach(place -> from.add(place.words()));
    places.stream().filter(CasePlace::own).forEach(place -> from.add(place.words()));
    String entry =
        findings.stream()
            .map(finding -> entry(finding.lineage(), names))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new CaseSummary(
        String.join(", ", who.stream().limit(3).toList())
            + (who.size() > 3 ? " and " + (who.size() - 3) + " more" : ""),
        start,
        from.stream().limit(NAMED_MAX).toList(),
        entry,
        reached.stream().map(names::identity).distinct().limit(NAMED_MAX).toList(),
        unknown(findings, sessions, entry, end).stream().limit(UNKNOWN_MAX).toList());
  }

  private static @Nullable String entry(Lineage lineage, Names names) {
    String key = lineage.longTermKey();
    if (key != null) {
      return "with access key " + key + " of " + names.identity(lineage.origin());
    }
    Hop first = lineage.hops().isEmpty() ? null : lineage.hops().get(lineage.hops().size() - 1);
    String as = first == null ? "" : " as " + names.identity(first.roleArn());
    return switch (lineage.originType()) {
      case IDENTITY_CENTER -> "through Identity Center" + as;
      case FEDERATED -> "signed in by an identity provider" + as;
      case ACCOUNT -> "with credentials of " + names.identity(lineage.origin());
      case USER, ROOT ->
          first == null
              ? null
              : "ConsoleLogin".equals(first.call())
                  ? "signed in to the console" + as
                  : "with a session" + as;
      case SERVICE ->
          "with credentials that " + names.identity(lineage.origin()) + " delivered" + as;
      case UNKNOWN -> null;
    };
  }

  private static Set<String> unknown(
      List<Finding> findings, List<CaseSession> sessions, @Nullable String entry, Instant end) {
    Set<String> unknown = new LinkedHashSet<>();
    if (entry == null) {
      unknown.add("How it came in: with which credential, issued by what.");
    }
    for (Finding finding : findings) {
      finding.lineage().gaps().stream().map(Gap::text).forEach(unknown::add);
    }
    long hidden =
        sessions.stream()
            .filter(session -> session.from() != null && isHidden(session.from()))
            .count();
    if (hidden > 0) {
      unknown.add(
          hidden == 1
              ? "From where 1 credential was asked for: its record hides it."
              : "From where " + hidden + " credentials were asked for: their records hide it.");
    }
    long endless =
        sessions.stream()
            .filter(session -> !session.longTerm() && session.expiresAt() == null)
            .filter(
                session -> {
                  Instant known =
                      session.issuedAt() == null ? session.lastUse() : session.issuedAt();
                  return known == null || known.plus(LONGEST).isAfter(end);
                })
            .count();
    if (endless > 0) {
      unknown.add(
          "Until when "
              + (endless == 1 ? "1 credential works" : endless + " credentials work")
              + ": no issuing record says it.");
    }
    return unknown;
  }

  private static boolean isHidden(String from) {
    return !Address.is(from) && !ServicePrincipal.is(from);
  }
}
