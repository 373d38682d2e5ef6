package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Call;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code persistence-after-pivot}: a lasting credential made soon after a role of another account
 * was first assumed.
 */
public final class PersistenceAfterPivot extends AfterPivot {
  private static final About ABOUT =
      new About(
          "persistence-after-pivot",
          "A way back made after a new cross-account assumption",
          "Somebody assumed a role of another account for the first time in a month and soon made"
              + " there what outlives the session: a user, key, password, opened trust, provider,"
              + " trust anchor, function.",
          Severity.HIGH,
          SignalCategory.PERSISTENCE,
          List.of(Attack.of("T1136.003"), Attack.of("T1098.001"), Attack.of("T1550.001")),
          "Identities in an account are made from inside it or by a pipeline that always does so.",
          "Management events. No data event is needed. During the first `learnDays` of an origin it"
              + " is low.",
          "Assume the role, wait out the window, then make the way back.",
          List.of(
              "A pipeline that deploys to an account for the first time: put it into changes.json.",
              "Set-up of a new account by its vending role."),
          List.of(
              "Origins that the trail has not known for `learnDays` are low.",
              "Permission sets entered through Identity Center are no assumptions by a session.",
              "Instances and containers made with a role."),
          List.of(
              "Take away what was made: its name is in the evidence.",
              "Follow what was made onward (`gatehouse trace`): who used it since.",
              "Ask the origin's owner for the reason of the first assumption.",
              "Revoke the role's sessions; check who else may assume it."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html");

  /**
   * Choices.
   *
   * @param windowMinutes how long after the assumption acts count
   * @param memoryDays a role assumed within so many days is known
   * @param learnDays history that an origin needs before it is more than low
   * @param noveltyMax an origin more likely than this to come to a new role stays low
   */
  public record Settings(int windowMinutes, int memoryDays, int learnDays, double noveltyMax) {
    public Settings {
      Limit.range("windowMinutes", windowMinutes, 1, WINDOW_MAX);
      Limit.range("memoryDays", memoryDays, 1, 365);
      Limit.range("learnDays", learnDays, 0, 90);
      Limit.range("noveltyMax", noveltyMax, 0, 1);
    }

    public static Settings defaults() {
      return new Settings(60, 30, 7, 0.25);
    }
  }

  private static final Set<String> IDENTITIES =
      Set.of(
          "CreateUser",
          "CreateAccessKey",
          "CreateLoginProfile",
          "UpdateLoginProfile",
          "CreateRole",
          "UpdateAssumeRolePolicy",
          "CreateSAMLProvider",
          "UpdateSAMLProvider",
          "CreateOpenIDConnectProvider",
          "CreateServiceSpecificCredential",
          "UploadSigningCertificate");

  public PersistenceAfterPivot(Setup setup) {
    this(setup, setup.settings(ABOUT.id(), Settings.defaults()));
  }

  private PersistenceAfterPivot(Setup setup, Settings settings) {
    super(
        settings.windowMinutes(),
        settings.memoryDays(),
        settings.learnDays(),
        settings.noveltyMax(),
        true,
        setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Calls calls() {
    return ASSUMING.or(call -> kind(call) != null);
  }

  @Override
  protected @Nullable String kindOf(Call call) {
    return kind(call);
  }

  private static @Nullable String kind(Call in) {
    String call = in.name();
    return switch (in.source()) {
      case "iam.amazonaws.com" -> IDENTITIES.contains(call) ? "iam:" + call : null;
      case "rolesanywhere.amazonaws.com" ->
          call.equals("CreateTrustAnchor") ? "rolesanywhere:" + call : null;
      case "lambda.amazonaws.com" ->
          call.startsWith("CreateFunction2") || call.startsWith("UpdateFunctionCode")
              ? "lambda:" + call.replaceFirst("20\\d{6}(v\\d)?$", "")
              : null;
      default -> null;
    };
  }

  /** A way back in is no work to be done in an account that was never entered before. */
  @Override
  protected boolean isExcusedByHabit() {
    return false;
  }

  @Override
  protected Severity severity(Set<String> kinds) {
    return kinds.stream().allMatch(kind -> kind.startsWith("lambda"))
        ? Severity.MEDIUM
        : Severity.HIGH;
  }

  @Override
  protected String words(Set<String> kinds) {
    return "made a way back";
  }
}
