package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.core.stage.Topology.Input;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says why an issuing record is not there: what was {@link Gap.Kind#PENDING} becomes a reason,
 * which is final once the activity is settled.
 *
 * <p>STS records an issue in the account of the role, so that account's trail is the one to look
 * at: it is not here, it begins later, or it lacks the record. A trail is here from the beginning
 * of the UTC hour of its first record, so that of accounts whose trails begin together none is
 * missed.
 */
public final class ExplainGaps implements Stage<GapInput, AccountTrail, Activity> {
  /** Activities whose issuing account nobody knows are spread over a few keys. */
  private static final int NOWHERE_KEYS = 64;

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What {@code event} says about the trail of its account: one input an account and minute. */
  static List<Input<GapInput>> seen(TrailEvent event) {
    String account = event.recipientAccountId();
    if (account == null) {
      return List.of();
    }
    Instant minute = event.time().truncatedTo(ChronoUnit.MINUTES);
    return List.of(
        new Input<>(
            minute.truncatedTo(ChronoUnit.HOURS),
            account + "/" + minute,
            new GapInput.AccountSeen(account, minute)));
  }

  /** The activity if its way home has an open end, else null. */
  static @Nullable GapInput open(@Nullable Activity activity) {
    return activity != null && isOpen(activity.lineage())
        ? new GapInput.OpenActivity(activity)
        : null;
  }

  /** The activity if its way home has no open end, else null. */
  static @Nullable Activity closed(@Nullable Activity activity) {
    return activity != null && !isOpen(activity.lineage()) ? activity : null;
  }

  private static boolean isOpen(Lineage lineage) {
    List<Gap> gaps = lineage.gaps();
    for (int i = 0; i < gaps.size(); i++) {
      if (gaps.get(i).kind() == Gap.Kind.PENDING) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String key(GapInput in) {
    if (in instanceof GapInput.AccountSeen seen) {
      return seen.account();
    }
    Activity activity = ((GapInput.OpenActivity) in).activity();
    String account = issuingAccount(activity.lineage());
    return account != null
        ? account
        : "nowhere " + Math.floorMod(activity.event().id().hashCode(), NOWHERE_KEYS);
  }

  /** The account that the session at the open end was issued in; null where nothing tells it. */
  private static @Nullable String issuingAccount(Lineage lineage) {
    if (lineage.hops().isEmpty()) {
      return null;
    }
    String account = Arn.account(openEnd(lineage).roleArn());
    return account.isEmpty() ? null : account;
  }

  private static Hop openEnd(Lineage lineage) {
    return lineage.hops().get(lineage.hops().size() - 1);
  }

  @Override
  public AccountTrail start(String key) {
    return AccountTrail.NONE;
  }

  @Override
  public Instant expires(AccountTrail memory) {
    return memory.gone();
  }

  @Override
  public Step<AccountTrail, Activity> fold(
      String key, AccountTrail memory, Instant time, String id, GapInput in) {
    if (in instanceof GapInput.AccountSeen seen) {
      return Step.of(memory.with(seen.minute()));
    }
    Activity open = ((GapInput.OpenActivity) in).activity();
    Activity explained =
        new Activity(
            open.event(), open.identity(), explained(open.lineage(), memory), open.secondCopy());
    return Step.of(memory, new Out<>(id, time, time, explained));
  }

  private static Lineage explained(Lineage lineage, AccountTrail trail) {
    return lineage.withGaps(
        lineage.gaps().stream()
            .map(gap -> gap.kind() == Gap.Kind.PENDING ? reason(lineage, trail) : gap)
            .toList());
  }

  private static Gap reason(Lineage lineage, AccountTrail trail) {
    if (lineage.hops().isEmpty()) {
      return new Gap(Gap.Kind.NO_ISSUING_RECORD, "No record in this trail issued the credential.");
    }
    String account = issuingAccount(lineage);
    if (account != null && !trail.isHere()) {
      return new Gap(
          Gap.Kind.ISSUER_OUTSIDE_TRAIL,
          "The session was issued in account " + account + ", whose trail was not here by then.");
    }
    Instant issued = openEnd(lineage).issuedAt();
    if (issued != null && account != null && issued.isBefore(trail.first())) {
      return new Gap(
          Gap.Kind.ISSUED_BEFORE_TRAIL,
          "The session was issued at "
              + SECOND.format(issued)
              + ", before the first record of account "
              + account
              + " at "
              + MINUTE.format(trail.first())
              + ".");
    }
    return new Gap(
        Gap.Kind.NO_ISSUING_RECORD,
        issued == null
            ? "No record in this trail issued the session, and its own records do not say when it"
                + " was."
            : "The trail covers "
                + SECOND.format(issued)
                + ", when the session was issued, but holds no record of it; a region, or the"
                + " global STS endpoint's, may be missing.");
  }

  /**
   * A way home as it is told while records may still arrive: what is missing in the trail is
   * pending.
   */
  static Lineage pending(Lineage lineage) {
    return lineage.gaps().isEmpty()
        ? lineage
        : lineage.withGaps(
            lineage.gaps().stream()
                .map(
                    gap ->
                        switch (gap.kind()) {
                          case NO_ISSUING_RECORD, ISSUED_BEFORE_TRAIL, ISSUER_OUTSIDE_TRAIL ->
                              new Gap(
                                  Gap.Kind.PENDING,
                                  "No record that issued this credential has arrived.");
                          case PENDING, CONSOLE_KEY, SERVICE_KEY, AMBIGUOUS, LOOP, HOPS_MAX -> gap;
                        })
                .toList());
  }
}
