package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code session-name-convention}: a session name off the learnt pattern, or odd in itself. */
public final class SessionNameConvention extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "session-name-convention",
          "Session named unlike any other",
          "A role was assumed under a session name or source identity that departs from what its callers use, or that is made to look like somebody else's.",
          Severity.MEDIUM,
          SignalCategory.TOOL,
          List.of(Attack.of("T1078.004"), Attack.of("T1036")),
          "Session names are written by programs and pipelines and keep one shape for years; a hand types something else. Criteria: (1) the shape of the name (its words kept, runs with digits taken out) is new to the target or to the caller, which both keep to few shapes; (2) the source identity is new to a target that has few; (3) odd in itself: the name is that of a person of people.yaml who is not the origin, or that of an instance (i- and hexadecimal digits) where the caller asked by AssumeRole, or it has one or two characters.",
          "Management events of STS. A week of history of the target or caller for the pattern; people.yaml of the estate for names of others. What is odd in itself is told from the first record on.",
          "Copy the name that earlier sessions show: it is in every record of the role.",
          List.of(
              "A pipeline that changes how it names sessions: quiet from the third target on.",
              "A program that really passes an instance's name on.",
              "A colleague who works for another and says so in the name."),
          List.of(
              "Names that keep the shape.",
              "Sign-ins by SAML and web identity: the provider writes these names.",
              "Targets with as many shapes as sessions, for there anything fits."),
          List.of(
              "Compare the name with those of the days before, and the caller with the callers before.",
              "For somebody else's name: ask both people.",
              "Look at tool and address of the call: a hand comes from elsewhere than the pipeline.",
              "Consider requiring a pattern: sts:RoleSessionName and sts:SourceIdentity in the trust policy."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history for a pattern
   * @param bitsMin how unlikely by history and peers together, in bits
   * @param bitsOwnMin how unlikely by the own history of target or caller, in bits: 2 is one new
   *     shape in four hours of use
   * @param adoptersMax how many others may have taken it up within a day
   */
  public record Settings(int daysMin, double bitsMin, double bitsOwnMin, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("bitsOwnMin", bitsOwnMin, 0, 100);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 7, 2, 2);
    }
  }

  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");

  /** Names of so many characters say nothing. */
  private static final int SHORT = 2;

  private final Settings settings;
  private final Estate estate;

  public SessionNameConvention(Setup setup) {
    super(ABOUT, Duration.ofDays(1), setup.estate());
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    Feature feature = in.signal().feature();
    return (feature == Feature.SESSION_NAME || feature == Feature.SOURCE_IDENTITY)
        && in.signal().kind() == Signal.Kind.NEW_VALUE
        && (in.subject().kind() == Subject.Kind.TARGET || isActor(in))
        && in.activity().event().eventName().equals("AssumeRole")
        && RoleAssumption.target(in.activity().event()) != null
        && (odd(in) != null || isOffPattern(in));
  }

  /** Target and caller may both be surprised by one name; that is one finding. */
  @Override
  protected String gatheredBy(Anomaly in) {
    return String.valueOf(RoleAssumption.target(in.activity().event()));
  }

  @Override
  protected Match match(Anomaly in) {
    Odd odd = odd(in);
    Quantity name = Quantity.text(name(in));
    String role = String.valueOf(RoleAssumption.target(in.activity().event()));
    return new Match(
        "name",
        Headline.of(
            "{actor} assumed {} as {}, " + (odd == null ? "unlike the names before" : odd.words()),
            Quantity.identity(role),
            name),
        odd != null || in.bits() >= 2 * settings.bitsMin() ? Severity.MEDIUM : Severity.LOW,
        odd != null ? Confidence.MEDIUM : Confidence.LOW,
        odd == null
            ? AnomalyReason.why(in)
            : List.of(
                AnomalyReason.of(in), Reason.of(Measure.of(odd.measure(), odd.words()), name)));
  }

  /** What is odd about a name whatever the history. */
  private record Odd(String measure, String words) {}

  private boolean isOffPattern(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin()
        && !in.signal().usual().isEmpty()
        && in.signal().bits() >= settings.bitsOwnMin()
        && in.bits() >= settings.bitsMin()
        && in.peers().organizationAdoptersDay() <= settings.adoptersMax();
  }

  /** What is odd about the name whatever the history; null if nothing is. */
  private @Nullable Odd odd(Anomaly in) {
    String name = name(in);
    String origin = in.activity().lineage().origin();
    Optional<Person> person = name.contains("@") ? estate.person(name) : Optional.empty();
    if (person.isPresent()
        && in.activity().lineage().originType() != OriginType.UNKNOWN
        && in.activity().lineage().isPersonal()
        && !person.get().is(origin)) {
      return new Odd("name-of-another", "the name of somebody else");
    }
    if (in.signal().feature() == Feature.SESSION_NAME && INSTANCE.matcher(name).matches()) {
      return new Odd("name-of-instance", "a name that only EC2 gives");
    }
    return name.length() <= SHORT ? new Odd("name-short", "one or two characters") : null;
  }

  private static String name(Anomaly in) {
    String field =
        in.signal().feature() == Feature.SESSION_NAME ? "roleSessionName" : "sourceIdentity";
    String name = in.activity().event().request(field);
    return name == null ? in.signal().value() : name;
  }
}
