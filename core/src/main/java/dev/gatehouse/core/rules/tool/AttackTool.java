package dev.gatehouse.core.rules.tool;

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
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Glob;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import dev.gatehouse.policy.memo.Memo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code attack-tool}: a call whose user agent names a tool or system made for attacks. */
public final class AttackTool extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "attack-tool",
          "Attack tool used",
          "A credential was used by a program that names itself as a tool for breaking in or for"
              + " trying out found keys, or from a system made for such tools.",
          Severity.MEDIUM,
          SignalCategory.TOOL,
          List.of(Attack.of("T1078.004"), Attack.of("T1580")),
          "Whoever does daily work with a credential has no such tool; testers do, by appointment.",
          "The user agent of any record. A refused call counts too: the credential was good enough"
              + " to be told who it is.",
          "Set another user agent; one line of configuration.",
          List.of(
              "An agreed test: name its identities in `testers`, or put it into changes.json.",
              "One's own search for leaked keys, where it tries out what it finds."),
          List.of(
              "Tools that say nothing of themselves, or whose user agent was changed.",
              "Systems and tools that are not in `tools`."),
          List.of(
              "Take the credential for leaked: switch the key off or revoke the session.",
              "Find where it lay: the call came from whoever found it, not from its owner.",
              "List what else the credential did since, from that address and from others.",
              "Ask who tests in this account; an agreed test is in somebody's calendar."),
          "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html");

  /**
   * Choices.
   *
   * @param tools words that a user agent has in it, in small letters, with no letter next to them
   * @param testers ARNs of identities that may use such tools; {@code *} matches anything
   */
  public record Settings(List<String> tools, List<String> testers) {
    public Settings {
      tools = tools.stream().map(tool -> tool.strip().toLowerCase(Locale.ROOT)).toList();
      if (tools.contains("")) {
        throw new IllegalArgumentException("`tools` must not hold an empty word.");
      }
      testers = List.copyOf(testers);
    }

    public static Settings defaults() {
      return new Settings(
          List.of(
              "trufflehog",
              "pacu",
              "cloudfox",
              "enumerate-iam",
              "stratus-red-team",
              "kali",
              "parrot",
              "pentoo"),
          List.of());
    }
  }

  private static final Measure USER_AGENT =
      Measure.of("user-agent", "user agent", "a tool of daily work");

  private static final Measure CALL = Measure.of("call", "call and source address");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  /** Agents repeat; each is looked through once. */
  private final Memo<Optional<String>> tools = new Memo<>(1024, 512, this::tool);

  public AttackTool(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    String agent = in.event().userAgent();
    String tool = agent == null || in.isByService() ? null : tools.of(agent).orElse(null);
    if (agent == null
        || tool == null
        || settings.testers().stream().anyMatch(g -> Glob.matches(g, in.identity()))) {
      return null;
    }
    return changeWindows.lower(
        new Match(
            tool,
            Headline.of("{actor} made calls with the attack tool {}", Quantity.text(tool)),
            Severity.MEDIUM,
            Confidence.HIGH,
            List.of(
                Reason.of(USER_AGENT, Quantity.text(agent)),
                Reason.of(
                    CALL,
                    Quantity.text(
                        in.event().call(), String.valueOf(in.event().sourceIPAddress()))))),
        in);
  }

  private Optional<String> tool(String userAgent) {
    String agent = userAgent.toLowerCase(Locale.ROOT);
    for (String word : settings.tools()) {
      for (int at = agent.indexOf(word); at >= 0; at = agent.indexOf(word, at + 1)) {
        if (!isLetter(agent, at - 1) && !isLetter(agent, at + word.length())) {
          return Optional.of(word);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isLetter(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
  }
}
