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
import dev.gatehouse.core.rules.kit.Glob;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Refusal;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Tree;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code enumeration-burst}: listings of everything, service by service. */
public final class EnumerationBurst extends BurstRule {
  /** Parameters that page or shape an answer and do not choose what is asked for. */
  private static final Set<String> SHAPING =
      Set.of(
          "maxresults",
          "nexttoken",
          "maxitems",
          "marker",
          "limit",
          "pagesize",
          "maxrecords",
          "scope",
          "onlyattached",
          "dryrun",
          "allregions");

  private static final About ABOUT =
      new About(
          "enumeration-burst",
          "Account enumerated",
          "Somebody asked service after service for everything it has, in minutes: a map of the"
              + " account is being drawn.",
          Severity.MEDIUM,
          SignalCategory.LOOKING_AROUND,
          List.of(
              Attack.of("T1580"),
              Attack.of("T1526"),
              Attack.of("T1087.004"),
              Attack.of("T1069.003")),
          "Programs ask for what they use, by name. Only somebody who does not know the account asks"
              + " everywhere for everything.",
          "Management events including read ones. A trail that leaves out reads shows nothing of it.",
          "Ask slowly, or only about one service.",
          List.of(
              "Posture scanners and inventory tools: name their roles in `auditRoles`, or their"
                  + " networks as `vendor` in networks.csv.",
              "Infrastructure code over a large account; most of its reads name one thing and do not"
                  + " count.",
              "The console opens many lists at once, so its credentials need `consoleFactor` times as"
                  + " much."),
          List.of(
              "A search that stays below the threshold in every window.",
              "Reads that name a thing, however many.",
              "Somebody acting as a role that is named as an audit role.",
              "A console's user agent can be feigned; that raises the threshold, it does not"
                  + " silence."),
          List.of(
              "See what was denied: the refused calls show what the caller did not know about itself.",
              "Follow the session home and compare its address with the origin's usual ones.",
              "Look at what came next with the same session or from the same origin: secrets, data,"
                  + " roles.",
              "If nobody owns up: revoke the session, rotate what issued it."),
          "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html");

  /**
   * Thresholds. A different call that asks for everything of its kind is one point, a denied one
   * counts {@code deniedPoints}.
   *
   * @param windowSeconds within which the calls lie
   * @param pointsMin from which on it is an enumeration
   * @param servicesMin different services among them
   * @param consoleFactor times {@code pointsMin} for credentials of the console
   * @param auditRoles ARNs of roles whose job this is; {@code *} matches anything
   */
  public record Settings(
      int windowSeconds,
      int pointsMin,
      int servicesMin,
      int deniedPoints,
      int consoleFactor,
      List<String> auditRoles) {
    public Settings {
      Limit.range("windowSeconds", windowSeconds, 1, 3600);
      Limit.range("pointsMin", pointsMin, 2, Burst.THINGS_MAX);
      Limit.range("servicesMin", servicesMin, 1, 100);
      Limit.range("deniedPoints", deniedPoints, 1, 10);
      Limit.range("consoleFactor", consoleFactor, 1, 10);
      auditRoles = List.copyOf(auditRoles);
    }

    public static Settings defaults() {
      return new Settings(600, 20, 6, 3, 3, List.of());
    }
  }

  private static final Measure SERVICES =
      Measure.of("distinct-services", "different services among them");

  private static final Measure DENIED = Measure.of("denied-calls", "denied among them");

  private final Settings settings;
  private final Estate estate;

  public EnumerationBurst(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
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
    return call -> isAsking(call.name());
  }

  @Override
  protected boolean concerns(Activity in) {
    TrailEvent event = in.event();
    if (!isAsking(event.eventName()) || !event.readOnly() || in.isByService()) {
      return false;
    }
    boolean isTold =
        event.errorCode() == null ? asksForAll(event) : Refusal.isDenied(event.errorCode());
    return isTold && !isAudit(in);
  }

  private static boolean isAsking(String call) {
    return call.startsWith("Describe") || call.startsWith("List") || call.startsWith("Get");
  }

  @Override
  protected List<Touch> touches(Activity in) {
    TrailEvent event = in.event();
    String service = event.service();
    int points = event.errorCode() == null ? 1 : settings.deniedPoints();
    return List.of(new Touch(event.call(), service, points));
  }

  @Override
  protected @Nullable Match judge(Burst burst, Activity in) {
    boolean console = isConsole(in.event());
    int needed = settings.pointsMin() * (console ? settings.consoleFactor() : 1);
    if (burst.raised() == null
        && (burst.weight() < needed || burst.groups() < settings.servicesMin())) {
      return null;
    }
    long denied = burst.things().stream().filter(t -> t.weight() > 1).count();
    return new Match(
        "enumeration",
        Headline.of(
            "{actor} listed everything in {} services with {} different calls",
            Quantity.count(burst.groups()),
            burst.count()),
        Severity.MEDIUM,
        denied > 0 ? Confidence.HIGH : Confidence.MEDIUM,
        List.of(
            Reason.of(
                Measure.of(
                    "enumeration-points",
                    "points within "
                        + settings.windowSeconds()
                        + " s, one for each call, "
                        + settings.deniedPoints()
                        + " if it was denied",
                    console ? "more for a console session" : ""),
                burst.named(burst.weight()),
                Quantity.fewerThan(needed)),
            Reason.of(
                SERVICES,
                Quantity.count(burst.groups()),
                Quantity.fewerThan(settings.servicesMin())),
            Reason.of(DENIED, Quantity.count(denied), Quantity.count(0))));
  }

  private boolean isAudit(Activity in) {
    String address = in.event().sourceIPAddress();
    boolean vendor =
        address != null
            && estate.network(address).filter(n -> n.kind() == Network.Kind.VENDOR).isPresent();
    return vendor
        || settings.auditRoles().stream().anyMatch(glob -> Glob.matches(glob, in.identity()));
  }

  private static boolean asksForAll(TrailEvent event) {
    String parameters = event.requestParameters();
    return parameters == null || !chooses(Tree.of(parameters).fields());
  }

  private static boolean chooses(Map<?, ?> fields) {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      Object value = field.getValue();
      if (value instanceof Map<?, ?> nested) {
        if (chooses(nested)) {
          return true;
        }
      } else if (value instanceof List<?> list ? !list.isEmpty() : isText(value)) {
        if (!SHAPING.contains(field.getKey().toString().toLowerCase(Locale.ROOT))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isText(@Nullable Object value) {
    return value != null && !(value instanceof Boolean) && !value.toString().isEmpty();
  }

  static boolean isConsole(TrailEvent event) {
    String agent = event.userAgent() == null ? "" : event.userAgent();
    return event.sessionCredentialFromConsole()
        || agent.equals("AWS Internal")
        || agent.contains("console.amazonaws.com")
        || agent.contains("S3Console");
  }
}
