package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.iam.IamChange;
import dev.gatehouse.core.rules.iam.IamChangeRule;
import dev.gatehouse.core.rules.iam.IamKnowledge;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code protection-removed}: something that held identities back is gone or weaker. */
public final class ProtectionRemoved extends IamChangeRule {
  private static final About ABOUT =
      new About(
          "protection-removed",
          "Protection removed",
          "What held identities back is gone or weaker: a role's permissions boundary, a Deny"
              + " statement, a control policy of the organization, somebody's MFA device, the password policy.",
          Severity.HIGH,
          SignalCategory.PRIVILEGE,
          List.of(Attack.of("T1556"), Attack.of("T1685"), Attack.of("T1484")),
          "Guard rails are put up by a known process and seldom taken down.",
          "Management events of IAM and AWS Organizations (us-east-1; the latter in the management"
              + " account). The documents before come from the account's earlier records and from"
              + " the estate (authorization details, organization.json); without them the act is"
              + " Unknown, shown with low confidence.",
          "Act as an identity that no boundary or control policy holds back: management account,"
              + " service-linked role.",
          List.of(
              "Taking down a role or account by infrastructure code: its policies go first.",
              "A lost telephone: a person's own MFA device is low, another's is medium.",
              "Control policies that are regrouped: the new one is attached before or after."),
          List.of(
              "A denial that another policy repeats is still said to be gone.",
              "Control policies deleted after they were detached; declarative policies; boundaries"
                  + " that Identity Center permission sets carry.",
              "The permissions boundary of a user: `user-boundary-removed`.",
              "The MFA device of root: `root-secured-less`. Trails and detectors: `log-tampering`.",
              "Conditions made looser in a trust policy."),
          List.of(
              "Put it back: the former document is in the trail or the estate.",
              "List what the freed identity did since; its own trail begins at this record.",
              "For an MFA device: sign the user out (deny by token issue time), reset the password,"
                  + " ask the person by another channel.",
              "Follow the caller's session home; ask its owner for the change."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html");

  /**
   * Choices.
   *
   * @param ownMfa whether a person's own MFA device switched off is reported, low
   * @param unknownDocuments whether a policy taken off without a known document is reported, low
   */
  public record Settings(boolean ownMfa, boolean unknownDocuments) {
    public static Settings defaults() {
      return new Settings(true, true);
    }
  }

  private static final Measure FREES_ITSELF =
      Measure.of("freed-by-caller", "who is freed", "somebody other than the caller");

  private static final Measure MFA_DEVICE =
      Measure.of("mfa-device-removed", "MFA device", "a second factor for every person");

  private final Settings settings;
  private final Estate estate;

  public ProtectionRemoved(Setup setup) {
    super(ABOUT, setup.estate());
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
  }

  @Override
  protected @Nullable Match judge(Activity in, IamKnowledge before) {
    ProtectionLoss loss =
        in.event().eventSource().startsWith("organizations.")
            ? ControlPolicyLoss.of(in.event(), before, estate)
            : ProtectionLoss.of(in.event(), before);
    if (loss == null && in.event().eventName().equals("DeactivateMFADevice")) {
      loss = mfa(in);
    }
    if (loss == null || (loss.unknown() && !settings.unknownDocuments())) {
      return null;
    }
    boolean self =
        loss.severity() == Severity.MEDIUM
            && IamChange.isSelf(in)
            && !in.event().eventName().equals("DeactivateMFADevice");
    List<Reason> why = new ArrayList<>();
    why.add(loss.lost());
    if (self) {
      why.add(Reason.of(FREES_ITSELF, Quantity.text("the caller itself")));
    }
    return new Match(
        loss.what() + "|" + loss.thing(),
        loss.title(),
        self ? Severity.HIGH : loss.severity(),
        loss.unknown() ? Confidence.LOW : Confidence.HIGH,
        why);
  }

  private @Nullable ProtectionLoss mfa(Activity in) {
    if (IamChange.isRootDevice(in.event())) {
      return null;
    }
    String user = String.valueOf(in.event().request("userName"));
    boolean own = IamChange.isSelf(in) || in.event().request("userName") == null;
    if (own && !settings.ownMfa()) {
      return null;
    }
    ProtectionLoss loss =
        new ProtectionLoss(
            "switched off the MFA device of",
            own ? "itself" : "user " + user,
            own ? Severity.LOW : Severity.MEDIUM,
            Reason.of(
                MFA_DEVICE, Quantity.text(String.valueOf(in.event().request("serialNumber")))),
            false);
    return own ? loss.told(Headline.of("{actor} switched off its own MFA device")) : loss;
  }
}
