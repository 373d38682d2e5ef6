package dev.gatehouse.cli.trail;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says why an issuing record is not there, once it can no longer come.
 *
 * <p>STS records an issue in the account of the role, so that account's trail is the one to look
 * at: it is not here, it begins later, or it lacks the record.
 */
final class GapReason {
  private final Map<String, TrailCounts.Range> accounts;

  /**
   * @param accounts what has been read of each account
   */
  GapReason(Map<String, TrailCounts.Range> accounts) {
    this.accounts = accounts;
  }

  Activity settle(Activity activity) {
    return isOpen(activity.lineage())
        ? new Activity(
            activity.event(),
            activity.identity(),
            settle(activity.lineage()),
            activity.secondCopy())
        : activity;
  }

  private static boolean isOpen(Lineage lineage) {
    return !lineage.gaps().isEmpty()
        && lineage.gaps().stream().anyMatch(gap -> gap.kind() == Gap.Kind.PENDING);
  }

  Lineage settle(Lineage lineage) {
    if (!isOpen(lineage)) {
      return lineage;
    }
    List<Gap> gaps =
        lineage.gaps().stream()
            .map(gap -> gap.kind() == Gap.Kind.PENDING ? reason(lineage) : gap)
            .toList();
    return new Lineage(
        lineage.hops(),
        lineage.origin(),
        lineage.originType(),
        lineage.workload(),
        lineage.depth(),
        lineage.assumptions(),
        gaps,
        lineage.causes());
  }

  private Gap reason(Lineage lineage) {
    if (lineage.hops().isEmpty()) {
      return new Gap(Gap.Kind.NO_ISSUING_RECORD, "No record in this trail issued the credential.");
    }
    Hop open = lineage.hops().get(lineage.hops().size() - 1);
    String account = account(open);
    TrailCounts.Range range = account == null ? null : accounts.get(account);
    if (account != null && range == null) {
      return new Gap(
          Gap.Kind.ISSUER_OUTSIDE_TRAIL,
          "The session was issued in account " + account + ", whose trail is not here.");
    }
    Instant issued = open.issuedAt();
    if (issued != null && range != null && issued.isBefore(range.first())) {
      return new Gap(
          Gap.Kind.ISSUED_BEFORE_TRAIL,
          "The session was issued at "
              + Label.time(issued)
              + ", before the first record of account "
              + account
              + " at "
              + Label.time(range.first())
              + ".");
    }
    return new Gap(
        Gap.Kind.NO_ISSUING_RECORD,
        issued == null
            ? "No record in this trail issued the session, and its own records do not say when it"
                + " was."
            : "The trail covers "
                + Label.time(issued)
                + ", when the session was issued, but holds no record of it; a region, or the"
                + " global STS endpoint's, may be missing.");
  }

  private static @Nullable String account(Hop hop) {
    String account = Arn.account(hop.roleArn());
    return account.isEmpty() ? null : account;
  }
}
