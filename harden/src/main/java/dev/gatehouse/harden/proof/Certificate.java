package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.admission.Newcomer;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.history.RoleHistory;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.trail.Sha256;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replay proved of a trust policy.
 *
 * @param current the trust policy in force
 * @param policy the one that was replayed
 * @param sha256 over the canonical inputs: role, both policies, and every shape with its count and
 *     records; equal inputs have the same, so it can be checked again
 * @param history what stands behind it
 * @param replayed every shape of calls that succeeded, with its answer
 * @param refused every shape of calls that were refused, with what the policy says to them
 * @param thin why the evidence is too thin, by {@link HistoryRequirement}; empty if it is not
 * @param newAccess whether the policy grants anything that the current one does not; where an
 *     attack may have changed the current one, that the one before does not
 * @param newcomers who comes in by the policy and could not by the other
 * @param openToEveryone whether the policy lets in every AWS account
 * @param suspect what an attack may have brought in and the policy keeps, one sentence each
 */
public record Certificate(
    String role,
    TrustDocument current,
    TrustDocument policy,
    String sha256,
    RoleHistory history,
    List<Replayed> replayed,
    List<Replayed> refused,
    List<String> thin,
    Comparison newAccess,
    List<Newcomer> newcomers,
    boolean openToEveryone,
    List<String> suspect) {
  public Certificate {
    replayed = List.copyOf(replayed);
    refused = List.copyOf(refused);
    thin = List.copyOf(thin);
    newcomers = List.copyOf(newcomers);
    suspect = List.copyOf(suspect);
  }

  /** The verdict in one word. */
  public enum Verdict {
    /** Every past call is still allowed, on evidence that is thick enough, and nothing is new. */
    SAFE("safe"),
    /** As safe, but on evidence that is too thin. */
    THIN("evidence too thin"),
    /** Of some past calls nobody can tell. */
    OPEN("cannot tell"),
    /** The policy grants something new, or nobody can say that it does not. */
    WIDER("grants more"),
    /** Every AWS account is let in. */
    WORLD("open to the world"),
    /** Some past calls would be denied. */
    BREAKS("would break callers"),
    /** The policy keeps, or may keep, what an attack brought in. */
    SUSPECT("keeps what an attack may have brought in");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** For people and JSON. */
    public String words() {
      return words;
    }
  }

  /** The worst that is to be said. */
  public Verdict verdict() {
    if (!suspect.isEmpty()) {
      return Verdict.SUSPECT;
    }
    if (count(ReplayAnswer.WOULD_BE_DENIED) > 0) {
      return Verdict.BREAKS;
    }
    if (openToEveryone) {
      return Verdict.WORLD;
    }
    if (newAccess.answer() != Comparison.Answer.NO_NEW_ACCESS) {
      return Verdict.WIDER;
    }
    if (count(ReplayAnswer.CANNOT_TELL) > 0) {
      return Verdict.OPEN;
    }
    return thin.isEmpty() ? Verdict.SAFE : Verdict.THIN;
  }

  /** How many past calls have an answer; calls beyond the bound on shapes cannot be told. */
  public long count(ReplayAnswer answer) {
    long kept =
        replayed.stream()
            .filter(each -> each.answer() == answer)
            .mapToLong(each -> each.use().count())
            .sum();
    return answer == ReplayAnswer.CANNOT_TELL ? kept + history.notKept() : kept;
  }

  /** The shapes with an answer, the most frequent first. */
  public List<Replayed> of(ReplayAnswer answer) {
    return replayed.stream()
        .filter(each -> each.answer() == answer)
        .sorted((one, other) -> Long.compare(other.use().count(), one.use().count()))
        .toList();
  }

  /** When the policy lets somebody in who was refused before: how many attempts. */
  public long attemptsLetIn() {
    return refused.stream()
        .filter(each -> each.answer() == ReplayAnswer.STILL_ALLOWED)
        .mapToLong(each -> each.use().count())
        .sum();
  }

  /** The time of the last call that stands behind it; null for none. */
  public @Nullable Instant lastUse() {
    return replayed.stream()
        .map(each -> each.use().last().time())
        .max(Instant::compareTo)
        .orElse(null);
  }

  /** SHA-256 over what a certificate is made from. */
  static String sha256(
      String role, TrustDocument current, TrustDocument policy, RoleHistory history) {
    StringBuilder text = new StringBuilder("gatehouse-certificate-1\n");
    text.append(role).append('\n');
    text.append(current.canonical()).append('\n').append(policy.canonical()).append('\n');
    text.append(history.notKept()).append('\n');
    history.uses().stream().map(Certificate::line).sorted().forEach(text::append);
    history.excluded().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                text.append(each.getKey())
                    .append(' ')
                    .append(each.getValue().count())
                    .append('\n'));
    return Sha256.hex(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** One shape with its count and records; of the policy in force then, its content counts. */
  private static String line(ObservedCalls use) {
    var shape = use.shape();
    String then = shape.trust() == null ? "unknown" : TrustDocument.of(shape.trust()).canonical();
    return shape.canonical()
        + '\t'
        + then
        + '\t'
        + use.count()
        + '\t'
        + use.first().eventId()
        + '\t'
        + use.last().eventId()
        + '\n';
  }

  /** What would tell where a key is not known, one sentence each. */
  public static List<String> waysToFindOut(Collection<String> unknown) {
    return unknown.stream().map(HowToFindOut::of).distinct().toList();
  }
}
