package dev.gatehouse.core.rules.habit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.CompositeAnomalyRule;
import dev.gatehouse.core.rules.kit.Dimension;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code behaviour-widening}: several calls within an hour that an identity never made. */
public final class BehaviourWidening extends CompositeAnomalyRule {
  private static final About ABOUT =
      new About(
          "behaviour-widening",
          "New behaviour",
          "Within an hour an identity made several calls that it never made and that hardly anybody"
              + " like it makes. Somebody finds out what the credential is good for.",
          Severity.MEDIUM,
          SignalCategory.HABIT,
          List.of(Attack.of("T1078.004"), Attack.of("T1580"), Attack.of("T1526")),
          "What an identity does is its duty, and duties change slowly and for all who share them.",
          "A week of history of the identity; more is seen with data events.",
          "One new call an hour, or only what the victim does anyway.",
          List.of(
              "Somebody takes over a new duty that nobody of the team had.",
              "Somebody answers to an incident."),
          List.of(
              "Identities with less than a week of history.",
              "New calls more than an hour apart.",
              "What a colleague of the same permission set does is no surprise."),
          List.of(
              "Read the new calls in order: do they serve one task, or look for something?",
              "Ask the owner what they did in that hour.",
              "Compare address and tool with the days before.",
              "If nobody knows of it, revoke the sessions and follow what was created."),
          "https://attack.mitre.org/tactics/TA0007/");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history
   * @param callsMin different new calls within the hour
   * @param peerBitsMin how unlikely they are for those like it, in bits, over all calls
   * @param bitsMedium how unlikely by history and peers together, from which on it is worth a look
   *     by itself
   * @param adoptersMax how many others may have come to the call within a day
   */
  public record Settings(
      int daysMin, int callsMin, double peerBitsMin, double bitsMedium, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("callsMin", callsMin, 2, 40);
      Limit.range("peerBitsMin", peerBitsMin, 0, 1000);
      Limit.range("bitsMedium", bitsMedium, 0, 1000);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 2, 12, 25, 3);
    }
  }

  private static final Measure NEW_CALLS =
      Measure.of("new-calls", "calls in an hour that it never made", "usually");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public BehaviourWidening(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private BehaviourWidening(Settings settings, Estate estate) {
    super(Duration.ofHours(1));
    this.settings = settings;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  protected boolean concerns(Anomaly in) {
    return in.signal().kind() == Signal.Kind.NEW_VALUE
        && in.signal().feature() == Feature.ACTION
        && AnomalyRule.isActor(in)
        && in.history().daysLearned() >= settings.daysMin()
        && in.peers().adoptersDay() <= settings.adoptersMax();
  }

  @Override
  protected Memory.Entry entry(Anomaly in) {
    return plain(in, Dimension.ACTION);
  }

  /** The hour's being novel is one chance; who else makes each call is another for each. */
  @Override
  protected @Nullable Match judge(Memory memory, Anomaly latest) {
    List<Memory.Entry> entries = memory.entries();
    double own = entries.stream().mapToDouble(Memory.Entry::own).max().orElse(0);
    double peers = entries.stream().mapToDouble(Memory.Entry::peers).sum();
    if (entries.size() < settings.callsMin() || peers < settings.peerBitsMin()) {
      return null;
    }
    boolean medium = own + peers >= settings.bitsMedium();
    List<String> calls =
        entries.stream().map(entry -> entry.why().observed().values().get(0)).toList();
    Reason why =
        Reason.of(NEW_CALLS, Quantity.count(calls), entries.get(0).why().expected())
            .unlikely(own + peers)
            .after(AnomalyReason.past(latest.history()));
    Match match =
        new Match(
            "calls",
            Headline.of(
                "{actor} made {} different calls for the first time, {} among them",
                Quantity.count((double) calls.size()),
                Quantity.text(calls.get(0))),
            medium ? Severity.MEDIUM : Severity.LOW,
            medium ? Confidence.MEDIUM : Confidence.LOW,
            List.of(why));
    return changeWindows.lower(match, latest.activity());
  }
}
