package dev.gatehouse.core.rules.data;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Act;
import dev.gatehouse.core.rules.kit.Outside;
import dev.gatehouse.core.rules.kit.Planned;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleAct;
import dev.gatehouse.core.rules.kit.Who;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code resource-shared-out}: something of the account lies open to outsiders. */
public final class ResourceSharedOut extends SingleAct {
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

  private final Settings settings;
  private final Outside outside;
  private final Planned planned;

  public ResourceSharedOut(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.outside = new Outside(setup.estate());
    this.planned = new Planned(setup.estate());
  }

  @Override
  protected @Nullable Act judge(Activity in) {
    if (!in.event().succeeded() || Who.isService(in)) {
      return null;
    }
    Share share = Share.of(in.event());
    if (share == null) {
      return null;
    }
    String own = Outside.own(in);
    List<Outside.Party> parties = new ArrayList<>(outside.of(share.document(), own));
    for (String principal : share.principals()) {
      Outside.Party party = outside.aws(principal, own, false);
      if (party != null && !parties.contains(party)) {
        parties.add(party);
      }
    }
    parties.removeIf(
        p ->
            p.kind() == Outside.Kind.NARROWED_EVERYONE
                || settings.trustedAccounts().contains(String.valueOf(Outside.account(p.name()))));
    if (parties.isEmpty()) {
      return null;
    }
    Outside.Kind gravest = Outside.gravest(parties);
    String names = Outside.names(parties);
    return planned.weigh(
        new Act(
            share.kind() + "|" + share.thing(),
            Prose.ACTOR
                + " shared "
                + share.kind()
                + " "
                + Quote.plain(share.thing())
                + " with "
                + (gravest == Outside.Kind.EVERYONE ? "everyone" : names),
            severity(gravest, share.whole()),
            gravest == Outside.Kind.UNKNOWN_ACCOUNT ? Confidence.MEDIUM : Confidence.HIGH,
            List.of(
                Prose.reason("shared with", names, outside.expected(own)),
                Prose.reason(
                    "what is given",
                    share.whole() ? "the data itself, to copy" : "access to the resource",
                    "access of the organization"))),
        in);
  }

  private static Severity severity(Outside.Kind kind, boolean whole) {
    return switch (kind) {
      case EVERYONE, FOREIGN_ACCOUNT -> whole ? Severity.HIGH : Severity.MEDIUM;
      case UNKNOWN_ACCOUNT -> whole ? Severity.MEDIUM : Severity.LOW;
      case NARROWED_EVERYONE -> Severity.LOW;
    };
  }
}
