package dev.gatehouse.core.rules.data;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.ExternalPrincipals;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code resource-shared-out}: a resource was shared outside the organization. */
public final class ResourceSharedOut extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "resource-shared-out",
          "Resource shared with outsiders",
          "An image, snapshot, bucket, key, secret, function, topic, queue or repository was opened to"
              + " an outside account or to everyone. Data can leave without another call in this"
              + " account.",
          Severity.HIGH,
          SignalCategory.DATA,
          List.of(Attack.of("T1537"), Attack.of("T1578"), Attack.of("T1530")),
          "Data is shared inside the organization, or through a known process.",
          "Management events. organization.json tells outside accounts; without it only the account"
              + " itself is known to be inside.",
          "Copy the data out instead, or share through an account inside that is already lost.",
          List.of(
              "Published images, public websites, vendors that read a bucket, AWS's own delivery"
                  + " accounts in bucket policies: name them in `trustedAccounts`.",
              "An account of the organization that organization.json does not list yet."),
          List.of(
              "A policy is reported each time it is written, also if it let the outsider in before.",
              "Conditions are read by their keys, not decided; a `*` with a condition on who or from"
                  + " where is quiet.",
              "Canonical user ids of bucket grants, object-level grants, function URLs, and shares"
                  + " that the other side accepts later."),
          List.of(
              "Take the share back, then check whether the other side has made a copy (the other"
                  + " account's copy is not in this trail).",
              "Ask who owns the outside account; no answer means it is an exfiltration.",
              "Judge what was in it: passwords in an image or snapshot count as known to others.",
              "Follow the caller's session home; deny sharing by a service control policy."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html");

  /**
   * Choices.
   *
   * @param trustedAccounts outside accounts that may be shared with
   */
  public record Settings(List<String> trustedAccounts) {
    public Settings {
      trustedAccounts = List.copyOf(trustedAccounts);
    }

    public static Settings defaults() {
      return new Settings(List.of());
    }
  }

  private static final Measure GIVEN =
      Measure.of("what-is-given", "what they get", "nothing outside the organization");

  private final Settings settings;
  private final ExternalPrincipals external;
  private final ChangeWindows changeWindows;

  public ResourceSharedOut(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.external = new ExternalPrincipals(setup.estate());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public Calls calls() {
    return Share.calls();
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    if (!in.event().succeeded() || in.isByService()) {
      return null;
    }
    Share share = Share.of(in.event());
    if (share == null) {
      return null;
    }
    String own = in.recordedIn();
    List<ExternalPrincipals.Party> parties = new ArrayList<>(external.of(share.document(), own));
    for (String principal : share.principals()) {
      ExternalPrincipals.Party party = external.aws(principal, own, false);
      if (party != null && !parties.contains(party)) {
        parties.add(party);
      }
    }
    parties.removeIf(
        p ->
            p.kind() == ExternalPrincipals.Kind.NARROWED_EVERYONE
                || settings
                    .trustedAccounts()
                    .contains(String.valueOf(ExternalPrincipals.account(p.name()))));
    if (parties.isEmpty()) {
      return null;
    }
    ExternalPrincipals.Kind gravest = ExternalPrincipals.gravest(parties);
    Quantity with =
        gravest == ExternalPrincipals.Kind.EVERYONE
            ? Quantity.text("everyone")
            : ExternalPrincipals.show(
                parties.stream().map(ExternalPrincipals.Party::name).toList());
    return changeWindows.lower(
        new Match(
            share.kind() + "|" + share.thing(),
            Headline.of(
                "{actor} shared " + share.kind() + " {} with {}",
                Quantity.text(share.thing()),
                with),
            severity(gravest, share.whole()),
            gravest == ExternalPrincipals.Kind.UNKNOWN_ACCOUNT
                ? Confidence.MEDIUM
                : Confidence.HIGH,
            List.of(
                external.reason("shared-with", "shared with", with, own),
                Reason.of(
                    GIVEN,
                    Quantity.text(
                        share.whole() ? "the data itself, to copy" : "access to the resource")))),
        in);
  }

  private static Severity severity(ExternalPrincipals.Kind kind, boolean whole) {
    return switch (kind) {
      case EVERYONE, FOREIGN_ACCOUNT -> whole ? Severity.HIGH : Severity.MEDIUM;
      case UNKNOWN_ACCOUNT -> whole ? Severity.MEDIUM : Severity.LOW;
      case NARROWED_EVERYONE -> Severity.LOW;
    };
  }
}
