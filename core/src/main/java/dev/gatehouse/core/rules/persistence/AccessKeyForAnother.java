package dev.gatehouse.core.rules.persistence;

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
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code access-key-for-another}: a long-term key or a password made for somebody else. */
public final class AccessKeyForAnother extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "access-key-for-another",
          "Access key or password for another user",
          "Somebody created an access key, or set a console password, for a user other than"
              + " themselves. Whoever holds it is that user from then on, until it is found and"
              + " removed.",
          Severity.MEDIUM,
          SignalCategory.PERSISTENCE,
          List.of(Attack.of("T1098.001"), Attack.of("T1098")),
          "People make keys for themselves; keys for programs come from a known pipeline, or no"
              + " longer exist.",
          "Management events of IAM (us-east-1). The caller's own name is in the record.",
          "Open a role's trust instead: another detection.",
          List.of(
              "An administrator who sets up a program's user by hand.",
              "A rotation job; put its identity into a planned change, or give it a role that only"
                  + " rotates."),
          List.of(
              "Signing certificates and service-specific credentials of another are not looked at.",
              "A key that a user makes for itself is ordinary even if a thief makes it."),
          List.of(
              "Ask the caller and the user's owner whether they know of the key.",
              "Look up every call made with the new access key id (the evidence names it), and every"
                  + " sign-in of that user.",
              "Deactivate the key first, delete it when nothing of worth breaks.",
              "Follow the caller's session home and contain it: the key was not its last act."),
          "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html");

  /**
   * Choices.
   *
   * @param servicesToo whether keys that an AWS service makes on behalf of someone (a template that
   *     creates users) are reported, low
   */
  public record Settings(boolean servicesToo) {
    public static Settings defaults() {
      return new Settings(true);
    }
  }

  private static final Measure FOR_USER =
      Measure.of("credential-for-user", "user it is for", "the caller itself");

  private static final Measure MADE_BY_SERVICE =
      Measure.of("made-by-service", "made by a service, so the severity is low");

  private static final Map<String, String> MADE =
      Map.of(
          "CreateAccessKey", "created an access key",
          "CreateLoginProfile", "set a console password",
          "UpdateLoginProfile", "changed the console password");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public AccessKeyForAnother(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public Calls calls() {
    return Calls.named(MADE.keySet());
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    var event = in.event();
    String made = MADE.get(event.eventName());
    if (made == null || !event.eventSource().equals("iam.amazonaws.com") || !event.succeeded()) {
      return null;
    }
    String user = event.response("accessKey", "userName");
    if (user == null) {
      user = event.request("userName");
    }
    var who = event.userIdentity();
    boolean own = who.type().equals("IAMUser") && user != null && user.equals(who.userName());
    if (user == null || own) {
      return null;
    }
    boolean service = in.isByService();
    if (service && !settings.servicesToo()) {
      return null;
    }
    String key = event.response("accessKey", "accessKeyId");
    List<Reason> why = new ArrayList<>();
    why.add(
        Reason.of(
            FOR_USER,
            key == null ? Quantity.text(user) : Quantity.text(user, key),
            Quantity.identity(in.identity())));
    if (service) {
      why.add(Reason.of(MADE_BY_SERVICE, Quantity.text(String.valueOf(who.invokedBy()))));
    }
    return changeWindows.lower(
        new Match(
            user,
            Headline.of("{actor} " + made + " for user {}", Quantity.text(user)),
            service ? Severity.LOW : Severity.MEDIUM,
            Confidence.HIGH,
            why),
        in);
  }
}
