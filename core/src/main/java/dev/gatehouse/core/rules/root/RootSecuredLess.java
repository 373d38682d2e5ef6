package dev.gatehouse.core.rules.root;

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
import dev.gatehouse.core.rules.iam.IamChange;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code root-secured-less}: an account's root user can be taken more easily than before. */
public final class RootSecuredLess extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "root-secured-less",
          "Root secured less",
          "A root user got an access key or password, lost its MFA device, or the ways by which AWS"
              + " reaches the owner were changed. Who holds root and the mailbox holds the"
              + " account.",
          Severity.HIGH,
          SignalCategory.PERSISTENCE,
          List.of(Attack.of("T1098.001"), Attack.of("T1556.006"), Attack.of("T1098")),
          "Root has an MFA device or no credentials at all, never a key; its e-mail stays.",
          "Management events (us-east-1). Sign-in records of root for changes of e-mail and"
              + " password.",
          "Use root as it is secured now, or take over the mailbox outside AWS.",
          List.of(
              "Alternate contacts set for the whole organization by a set-up job: low.",
              "A new device for root, when the old one is switched off first: put it into"
                  + " changes.json."),
          List.of(
              "Changes of root that support staff of AWS make.",
              "The telephone number of the account, where no record shows it.",
              "Use of root as such: `root-used` says that, also for the same hour."),
          List.of(
              "Ask the keeper of root by telephone. If it was not them: it is an account takeover.",
              "Delete the key, set an MFA device, reset the password through the account's e-mail.",
              "Check the primary e-mail and its mailbox rules, and the alternate contacts.",
              "For member accounts remove root credentials with central root access."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html");

  /**
   * Choices.
   *
   * @param contacts whether changed alternate contacts are reported: medium for the security
   *     contact, else low
   */
  public record Settings(boolean contacts) {
    public static Settings defaults() {
      return new Settings(true);
    }
  }

  private record Change(String what, Severity severity, String expected) {}

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public RootSecuredLess(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public Calls calls() {
    return Calls.of("iam").or(Calls.of("account")).or(Calls.of("signin"));
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    TrailEvent event = in.event();
    if (!event.succeeded() || event.readOnly() || in.isByService()) {
      return null;
    }
    Change change =
        switch (event.eventSource()) {
          case "iam.amazonaws.com" -> iam(event);
          case "account.amazonaws.com" -> account(event);
          case "signin.amazonaws.com" -> signIn(event);
          default -> null;
        };
    if (change == null) {
      return null;
    }
    String account =
        event.request("accountId") == null ? in.recordedIn() : event.request("accountId");
    return changeWindows.lower(
        new Match(
            change.what() + "|" + account,
            Headline.of(
                "{actor} " + change.what() + " of {}", Quantity.identity("account:" + account)),
            change.severity(),
            Confidence.HIGH,
            List.of(
                Reason.of(
                    Measure.of("call", "call", change.expected()), Quantity.text(event.call())))),
        in);
  }

  private static @Nullable Change iam(TrailEvent event) {
    boolean root = event.userIdentity().type().equals("Root") && event.request("userName") == null;
    return switch (event.eventName()) {
      case "CreateAccessKey" ->
          root ? new Change("made an access key for root", Severity.HIGH, "no key of root") : null;
      case "UploadSigningCertificate" ->
          root
              ? new Change("gave a signing certificate to root", Severity.HIGH, "none of root")
              : null;
      case "CreateLoginProfile" ->
          root ? new Change("set a password for root", Severity.HIGH, "no password of root") : null;
      case "DeactivateMFADevice" ->
          IamChange.isRootDevice(event)
              ? new Change("switched off the MFA device of root", Severity.HIGH, "an MFA device")
              : null;
      case "DisableOrganizationsRootCredentialsManagement", "DisableOrganizationsRootSessions" ->
          new Change(
              "switched off central root access",
              Severity.MEDIUM,
              "member accounts without root credentials");
      default -> null;
    };
  }

  private @Nullable Change account(TrailEvent event) {
    boolean security = "SECURITY".equals(event.request("alternateContactType"));
    return switch (event.eventName()) {
      case "PutAlternateContact", "DeleteAlternateContact" ->
          settings.contacts()
              ? new Change(
                  "changed the " + (security ? "security" : "alternate") + " contact",
                  security ? Severity.MEDIUM : Severity.LOW,
                  "contacts that AWS reaches")
              : null;
      case "StartPrimaryEmailUpdate", "AcceptPrimaryEmailUpdate" ->
          new Change("changed the root e-mail address", Severity.HIGH, "the e-mail left as it is");
      default -> null;
    };
  }

  private static @Nullable Change signIn(TrailEvent event) {
    boolean root = event.userIdentity().type().equals("Root");
    return switch (event.eventName()) {
      case "EmailUpdated" ->
          root
              ? new Change("changed the root e-mail address", Severity.HIGH, "the e-mail as it is")
              : null;
      case "PasswordUpdated", "PasswordRecoveryCompleted" ->
          root
              ? new Change("changed the password of root", Severity.MEDIUM, "a change by plan")
              : null;
      default -> null;
    };
  }
}
