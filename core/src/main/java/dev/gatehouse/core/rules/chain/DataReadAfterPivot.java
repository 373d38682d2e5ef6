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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code data-read-after-pivot}: data read soon after a role of another account was first assumed.
 */
public final class DataReadAfterPivot extends AfterPivot {
  private static final About ABOUT =
      new About(
          "data-read-after-pivot",
          "Data read after a new cross-account assumption",
          "Somebody assumed a role of another account for the first time in a month and soon read"
              + " secrets, parameters, objects, tables or database descriptions there.",
          Severity.HIGH,
          SignalCategory.DATA,
          List.of(Attack.of("T1530"), Attack.of("T1555.006"), Attack.of("T1550.001")),
          "Who works across accounts does so by the same few roles, week after week.",
          "Management events with reads. Object and item reads (s3:GetObject, dynamodb:Scan) are"
              + " data events; with those off it falls back to what remains: secrets, parameters,"
              + " keys, ListBuckets, rds:Describe*. During the first `learnDays` of an origin it is"
              + " silent (low with `duringLearning`).",
          "Assume the role, wait out the window, then read; or read little by describing calls"
              + " only.",
          List.of(
              "A new vendor or tool that begins its work: put it into changes.json.",
              "A person whose duty takes them into an account for the first time."),
          List.of(
              "Origins that the trail has not known for `learnDays`, or that come to new roles all the time.",
              "Roles of the same account, and sign-ins through Identity Center: those are no"
                  + " assumptions by a session.",
              "Chains whose joins are not known.",
              "Kinds of reading that the origin did on three days of the last month: they are its work."),
          List.of(
              "Ask the origin's owner for the reason of the first assumption.",
              "List what was read: secrets first, and rotate those.",
              "Check who else may assume the role (its trust policy), and its ExternalId.",
              "Revoke the role's sessions older than now."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html");

  /**
   * Choices.
   *
   * @param windowMinutes how long after the assumption reads count
   * @param memoryDays a role assumed within so many days is known
   * @param learnDays history that an origin needs before anything is new
   * @param noveltyMax an origin more likely than this to come to a new role is still learned about
   * @param duringLearning whether it speaks, low, before that
   */
  public record Settings(
      int windowMinutes, int memoryDays, int learnDays, double noveltyMax, boolean duringLearning) {
    public Settings {
      Limit.range("windowMinutes", windowMinutes, 1, WINDOW_MAX);
      Limit.range("memoryDays", memoryDays, 1, 365);
      Limit.range("learnDays", learnDays, 0, 90);
      Limit.range("noveltyMax", noveltyMax, 0, 1);
    }

    public static Settings defaults() {
      return new Settings(60, 30, 7, 0.25, false);
    }
  }

  /** Calls that show customers' content, by service. */
  private static final Map<String, Set<String>> CONTENT =
      Map.of(
          "s3", Set.of("GetObject"),
          "secretsmanager", Set.of("GetSecretValue", "BatchGetSecretValue"),
          "ssm", Set.of("GetParameter", "GetParameters", "GetParametersByPath"),
          "dynamodb", Set.of("Scan", "Query", "GetItem", "BatchGetItem", "ExecuteStatement"),
          "kms", Set.of("Decrypt"),
          "athena", Set.of("GetQueryResults"),
          "rds", Set.of("CreateDBSnapshot", "CopyDBSnapshot", "StartExportTask"),
          "ec2", Set.of("GetPasswordData"));

  /** Calls that show where content lies. */
  private static final Map<String, Set<String>> PLACES =
      Map.of(
          "s3", Set.of("ListBuckets", "ListObjects", "ListObjectsV2"),
          "secretsmanager", Set.of("ListSecrets"),
          "ssm", Set.of("DescribeParameters"),
          "dynamodb", Set.of("ListTables"));

  public DataReadAfterPivot(Setup setup) {
    this(setup, setup.settings(ABOUT.id(), Settings.defaults()));
  }

  private DataReadAfterPivot(Setup setup, Settings settings) {
    super(
        settings.windowMinutes(),
        settings.memoryDays(),
        settings.learnDays(),
        settings.noveltyMax(),
        settings.duringLearning(),
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
    String service = in.service();
    String call = in.name();
    if (CONTENT.getOrDefault(service, Set.of()).contains(call)) {
      return service + ":" + call;
    }
    boolean place =
        PLACES.getOrDefault(service, Set.of()).contains(call)
            || (service.equals("rds") && call.startsWith("Describe"));
    return place ? "places of " + service : null;
  }

  @Override
  protected boolean isExcusedByHabit() {
    return true;
  }

  @Override
  protected Severity severity(Set<String> kinds) {
    long content = kinds.stream().filter(kind -> !kind.startsWith("places")).count();
    return content > 1 ? Severity.HIGH : content == 1 ? Severity.MEDIUM : Severity.LOW;
  }

  @Override
  protected String words(Set<String> kinds) {
    return kinds.stream().allMatch(kind -> kind.startsWith("places"))
        ? "looked for data"
        : "read data";
  }
}
