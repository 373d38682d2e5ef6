package dev.gatehouse.core.rules.chain;

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
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import dev.gatehouse.policy.aws.Arn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code role-juggling}: a chain of roles that leads back into itself. */
public final class RoleJuggling extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "role-juggling",
          "Role juggling",
          "A role session assumed its own role again, or a role it came from. Chained sessions last"
              + " one hour at most; going round keeps an access alive without end and without the"
              + " credential it began with.",
          Severity.MEDIUM,
          SignalCategory.WAY,
          List.of(Attack.of("T1550.001"), Attack.of("T1078.004")),
          "An honest program that needs new credentials asks where it got the first ones.",
          "The issuing AssumeRole records of the chain. Without them only the refresh of the acting"
              + " role itself is seen.",
          "Go back to the origin's credential for each new session, or vary the roles so that none"
              + " comes twice.",
          List.of(
              "Older programs that assume their own role to narrow it with a session policy or to"
                  + " set session tags; seen once, this is low.",
              "A library configured with a role that the program already runs as."),
          List.of(
              "A loop longer than the number of hops that lineage follows is seen only as a long"
                  + " chain.",
              "A loop through an account whose trail is not collected."),
          List.of(
              "See how long the loop has kept going, and whether the credential at its beginning is"
                  + " still valid.",
              "Ask the owner of the role whether it is meant to assume itself; if not, take it out of"
                  + " its trust policy.",
              "Revoke the role's sessions by aws:TokenIssueTime; a new deny must cover all roles of"
                  + " the loop at once, or the next hop survives it."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html");

  /**
   * Thresholds.
   *
   * @param refreshesLow how often a role may appear in its own chain while the finding stays low
   */
  public record Settings(int refreshesLow) {
    public Settings {
      Limit.range("refreshesLow", refreshesLow, 0, 8);
    }

    public static Settings defaults() {
      return new Settings(1);
    }
  }

  private static final Measure EARLIER =
      Measure.of("role-in-own-chain", "times the role is in the chain already");

  private static final Measure CHAIN = Measure.of("role-chain", "chain of roles");

  private final Settings settings;

  public RoleJuggling(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  public Calls calls() {
    return Calls.of("sts", "AssumeRole");
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    var event = in.event();
    if (!event.is("sts.amazonaws.com", "AssumeRole") || !event.succeeded() || in.isByService()) {
      return null;
    }
    String target = event.request("roleArn");
    if (target == null || !event.userIdentity().type().equals("AssumedRole")) {
      return null;
    }
    String role = bare(target);
    List<Hop> hops = in.lineage().hops();
    boolean self = bare(in.identity()).equals(role);
    long earlier = hops.stream().filter(hop -> bare(hop.roleArn()).equals(role)).count();
    if (hops.isEmpty() && self) {
      earlier = 1;
    }
    if (earlier == 0 && !self) {
      return null;
    }
    // A loop is a way out and back in; the refresh of one's own role alone is the common half of
    // it.
    boolean loop = hops.stream().anyMatch(hop -> !bare(hop.roleArn()).equals(role));
    boolean back = !self;
    Severity severity = back || earlier > settings.refreshesLow() ? Severity.MEDIUM : Severity.LOW;
    return new Match(
        (back ? "loop|" : "refresh|") + role,
        back
            ? Headline.of("{actor} went back to {} through another role", Quantity.identity(target))
            : Headline.of("{actor} assumed its own role again"),
        severity,
        loop && back ? Confidence.HIGH : Confidence.MEDIUM,
        List.of(
            Reason.of(EARLIER, Quantity.count(earlier), Quantity.count(0)),
            Reason.of(CHAIN, chain(in, target))));
  }

  /** Origin, roles and the one assumed now. */
  private static Quantity chain(Activity in, String target) {
    List<String> chain = new ArrayList<>();
    chain.add(in.lineage().origin());
    List<Hop> hops = in.lineage().hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      chain.add(hops.get(i).roleArn());
    }
    chain.add(target);
    return Quantity.values(Unit.IDENTITY, chain);
  }

  /** Account and name of a role: a session's ARN drops the path, so the path must not tell. */
  private static String bare(String text) {
    Arn arn = Arn.parse(text);
    return arn == null ? text : arn.account() + ":" + arn.name();
  }
}
