package dev.gatehouse.core.rules.habit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.CompositeAnomalyRule;
import dev.gatehouse.core.rules.kit.Dimension;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.policy.aws.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code dormant-wakes}: somebody is back after weeks or months, and not quite as before. */
public final class DormantWakes extends CompositeAnomalyRule {
  private static final About ABOUT =
      new About(
          "dormant-wakes",
          "Dormant identity wakes",
          "An identity that had been silent for weeks or months acts again, from another place, with"
              + " another tool or at other things than before; or it had been silent for so long that"
              + " nobody should have it any more.",
          Severity.HIGH,
          SignalCategory.TIME,
          List.of(Attack.of("T1078.004"), Attack.of("T1078.001")),
          "Who comes back from leave does what they did before, from where they did it.",
          "History that reaches back beyond the silence, or the account's credential report: by it"
              + " users silent since before the trail are known on the first day.",
          "Use the identity from the place and with the tool of its owner; or choose one in use.",
          List.of(
              "Somebody back from a long leave with a new laptop in a new flat.",
              "Work that is done once a quarter."),
          List.of(
              "A silence of less than two weeks.",
              "Up to a month and a half of silence after which nothing differs.",
              "Roles used on a day or two before: they have no rhythm to depart from.",
              "Without credential reports, users that the trail has never seen."),
          List.of(
              "Ask whether the owner still works here, and whether they are back.",
              "See from where and with what it was used now, and what it did first.",
              "Deactivate the key or password of a user that nobody misses; then delete the user.",
              "Look for other identities of the same owner."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html");

  /**
   * Thresholds.
   *
   * @param daysSilent shortest silence that is worth a word if anything differs
   * @param daysForgotten from which on the silence itself is told
   * @param daysMin active days of history before it, where there is any
   * @param timesLongest how many times its longest silence before
   * @param bitsDiffers how unlikely a difference must be, in bits
   */
  public record Settings(
      int daysSilent, int daysForgotten, int daysMin, double timesLongest, double bitsDiffers) {
    public Settings {
      Limit.range("daysSilent", daysSilent, 14, 400);
      Limit.range("daysForgotten", daysForgotten, daysSilent, 400);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("timesLongest", timesLongest, 1, 100);
      Limit.range("bitsDiffers", bitsDiffers, 1, 100);
    }

    public static Settings defaults() {
      return new Settings(14, 45, 4, 2, 5);
    }
  }

  /** From here on Access Analyzer too calls a user's credentials unused, by default. */
  private static final int UNUSED_DAYS = 90;

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  public DormantWakes(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private DormantWakes(Settings settings, Estate estate) {
    super(Duration.ofDays(1));
    this.settings = settings;
    this.estate = estate;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  /** Roles that people take are looked at as well: one may sleep although its people do not. */
  @Override
  protected boolean concerns(Anomaly in) {
    return in.subject().kind() != Subject.Kind.TARGET
        && switch (in.signal().kind()) {
          case SILENCE -> isLong(in);
          case NEW_VALUE -> Dimension.of(in.signal()) != null && (!isWaking(in) || isForgotten(in));
          case RHYTHM, COUNT -> false;
        };
  }

  @Override
  protected Memory.Entry entry(Anomaly in) {
    return in.signal().kind() == Signal.Kind.NEW_VALUE && isWaking(in)
        ? first(in)
        : plain(in, Objects.requireNonNull(Dimension.of(in.signal())));
  }

  /** Known to the trail for few days at most, all of them after its sleep. */
  private boolean isWaking(Anomaly in) {
    return in.history().lastSeen() == null
        || (in.history().daysLearned() < settings.daysMin() && sleptBefore(in));
  }

  private boolean isLong(Anomaly in) {
    Signal signal = in.signal();
    return signal.observed() >= settings.daysSilent()
        && signal.observed() >= settings.timesLongest() * signal.expected()
        && (in.history().daysLearned() >= settings.daysMin() || sleptBefore(in));
  }

  /** Whether the credential report shows that it slept before the little that the trail shows. */
  private boolean sleptBefore(Anomaly in) {
    Instant used = lastUsed(in.activity());
    Instant first = in.history().firstSeen();
    return used != null
        && first != null
        && !used.plus(Duration.ofDays(settings.daysForgotten())).isAfter(first);
  }

  /** Whether the credential report knows that the last use is long ago. */
  private boolean isForgotten(Anomaly in) {
    Instant used = lastUsed(in.activity());
    Instant time = in.activity().event().time();
    return used != null && !used.plus(Duration.ofDays(settings.daysForgotten())).isAfter(time);
  }

  /** Never seen by the trail, but the credential report knows when it was used last. */
  private Memory.Entry first(Anomaly in) {
    Instant time = in.activity().event().time();
    Instant used = Objects.requireNonNull(lastUsed(in.activity()));
    Reason why =
        AnomalyReason.silence((double) Duration.between(used, time).toDays(), Quantity.time(used));
    return new Memory.Entry(
        time, in.activity().event().id(), Dimension.TIME, "days without activity", 0, 0, why);
  }

  private @Nullable Instant lastUsed(Activity in) {
    Arn arn = Arn.parse(in.identity());
    if (arn == null || !arn.resourceType().equals("user")) {
      return null;
    }
    return estate
        .inventory()
        .account(arn.account())
        .map(account -> account.credentials().get(arn.name()))
        .flatMap(DormantWakes::lastUsed)
        .orElse(null);
  }

  private static Optional<Instant> lastUsed(Credentials known) {
    return Stream.concat(
            Stream.of(known.passwordLastUsed(), known.created()),
            known.keys().stream().map(Credentials.AccessKey::lastUsed))
        .filter(Objects::nonNull)
        .max(Instant::compareTo);
  }

  @Override
  protected @Nullable Match judge(Memory memory, Anomaly latest) {
    Memory.Entry silence = null;
    for (int i = 0; i < memory.entries().size() && silence == null; i++) {
      Memory.Entry entry = memory.entries().get(i);
      silence = entry.dimension() == Dimension.TIME ? entry : null;
    }
    if (silence == null) {
      return null;
    }
    Map<Dimension, Memory.Entry> differs = new EnumMap<>(Dimension.class);
    for (Memory.Entry entry : memory.entries()) {
      if (entry.dimension() != Dimension.TIME
          && !entry.time().isBefore(silence.time())
          && entry.bits() >= settings.bitsDiffers()) {
        differs.merge(entry.dimension(), entry, (a, b) -> b.bits() > a.bits() ? b : a);
      }
    }
    double days = Math.round(silence.why().observed().low());
    if (differs.isEmpty() && days < settings.daysForgotten()) {
      return null;
    }
    return changeWindows.lower(match(silence, differs, days, latest), latest.activity());
  }

  private static Match match(
      Memory.Entry silence, Map<Dimension, Memory.Entry> differs, double days, Anomaly latest) {
    List<Reason> why = new ArrayList<>();
    why.add(silence.why().after(AnomalyReason.past(latest.history())));
    differs.values().forEach(entry -> why.add(entry.why()));
    boolean user = latest.activity().lineage().originType() == OriginType.USER;
    boolean unused = user && days >= UNUSED_DAYS;
    Severity severity =
        switch (differs.size()) {
          case 0, 1 -> unused ? Severity.HIGH : user ? Severity.MEDIUM : Severity.LOW;
          case 2 -> unused ? Severity.HIGH : Severity.MEDIUM;
          default -> Severity.HIGH;
        };
    Headline back =
        Headline.of("{actor} acted after {} without activity", Quantity.of(Unit.DAYS, days));
    List<String> dimensions = differs.keySet().stream().map(Dimension::word).toList();
    return new Match(
        "wakes",
        dimensions.isEmpty()
            ? back
            : back.and(", with unusual {}", Quantity.values(Unit.TEXT, dimensions)),
        severity,
        user && !differs.isEmpty()
            ? Confidence.HIGH
            : user || differs.size() >= 2 ? Confidence.MEDIUM : Confidence.LOW,
        why);
  }
}
