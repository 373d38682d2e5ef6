package dev.gatehouse.core.rules.discovery;

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
import dev.gatehouse.core.rules.kit.Burst;
import dev.gatehouse.core.rules.kit.BurstRule;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.ExternalPrincipals;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Refusal;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code assume-denied-sweep}: many roles tried and refused. */
public final class AssumeDeniedSweep extends BurstRule {
  /** A denied AssumeRole has no request parameters: its target stands only in the message. */
  private static final Pattern TARGET = Pattern.compile("on resource: (arn:[^\\s,\"']{1,2048})");

  private static final About ABOUT =
      new About(
          "assume-denied-sweep",
          "Many roles refused",
          "Somebody tried to assume one role after the other and was turned away: they are looking"
              + " for a trust policy that lets them in.",
          Severity.HIGH,
          SignalCategory.LOOKING_AROUND,
          List.of(Attack.of("T1078.004"), Attack.of("T1087.004"), Attack.of("T1580")),
          "A program knows the role it needs. Many different refusals in minutes are a search.",
          "Management events of the account that tries. A refusal by a foreign account is recorded"
              + " in the caller's trail only.",
          "Wait longer than the window between two tries, or try from several identities.",
          List.of(
              "A scanner or an inventory tool that is being rolled out, whose role does not exist"
                  + " everywhere yet.",
              "A deployment over many accounts after its trust policies were changed."),
          List.of(
              "Tries slower than the window.",
              "Refusals whose message names no target are not counted.",
              "Tries with a role name that does not exist look the same as refusals; a guessing of"
                  + " names through trust policies leaves other records."),
          List.of(
              "List the roles tried: do their names follow a pattern that the caller should not know?",
              "Look for an AssumeRole of the same caller that succeeded after the refusals.",
              "If the caller is a workload, ask its owner whether it was changed in that hour;"
                  + " otherwise disable the credential.",
              "Check what else the credential did since it was issued."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html");

  /**
   * Thresholds.
   *
   * @param windowSeconds within which the refusals lie
   * @param rolesMin different roles from which on it is a sweep
   * @param accountsMin different accounts from which on it is a sweep
   * @param rolesHigh different roles from which on the severity is high
   */
  public record Settings(int windowSeconds, int rolesMin, int accountsMin, int rolesHigh) {
    public Settings {
      Limit.range("windowSeconds", windowSeconds, 1, 3600);
      Limit.range("rolesMin", rolesMin, 2, Burst.THINGS_MAX);
      Limit.range("accountsMin", accountsMin, 2, Burst.THINGS_MAX);
      Limit.range("rolesHigh", rolesHigh, rolesMin, Burst.THINGS_MAX);
    }

    public static Settings defaults() {
      return new Settings(900, 5, 3, 15);
    }
  }

  private static final Measure ACCOUNTS =
      Measure.of("distinct-accounts-refused", "different accounts among them");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public AssumeDeniedSweep(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  protected int windowSeconds() {
    return settings.windowSeconds();
  }

  @Override
  public Calls calls() {
    return Calls.assumingRoles();
  }

  @Override
  protected List<Touch> touches(Activity in) {
    var event = in.event();
    if (!event.eventSource().equals("sts.amazonaws.com")
        || !event.eventName().startsWith("AssumeRole")
        || !Refusal.isDenied(event.errorCode())
        || in.isByService()) {
      return List.of();
    }
    String target = event.request("roleArn");
    if (target == null && event.errorMessage() != null) {
      Matcher matcher = TARGET.matcher(event.errorMessage());
      target = matcher.find() ? matcher.group(1) : null;
    }
    if (target == null) {
      return List.of();
    }
    String account = ExternalPrincipals.account(target);
    return List.of(new Touch(target, account == null ? "-" : account, 1));
  }

  @Override
  protected @Nullable Match judge(Burst burst, Activity in) {
    int roles = burst.things().size();
    long accounts = burst.groups();
    if (roles < settings.rolesMin() && accounts < settings.accountsMin()) {
      return null;
    }
    boolean wide = accounts >= settings.accountsMin() && roles >= settings.rolesMin();
    Severity severity = wide || roles >= settings.rolesHigh() ? Severity.HIGH : Severity.MEDIUM;
    Match match =
        new Match(
            "sweep",
            accounts == 1
                ? Headline.of("{actor} was refused {} roles of one account", burst.count())
                : Headline.of(
                    "{actor} was refused {} roles in {} accounts",
                    burst.count(),
                    Quantity.count(accounts)),
            severity,
            Confidence.HIGH,
            List.of(
                Reason.of(
                    Measure.of(
                        "distinct-roles-refused",
                        "different roles refused within " + settings.windowSeconds() + " s"),
                    burst.named(roles),
                    Quantity.fewerThan(settings.rolesMin())),
                Reason.of(
                    ACCOUNTS,
                    Quantity.count(accounts),
                    Quantity.fewerThan(settings.accountsMin()))));
    return changeWindows.lower(match, in);
  }
}
