package dev.gatehouse.core.rules.discovery;

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
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.CompositeAnomalyRule;
import dev.gatehouse.core.rules.kit.Dimension;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Refusal;
import dev.gatehouse.core.rules.kit.Setup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code recon-after-identity-check}: GetCallerIdentity, then listings, by who never made these
 * calls
 */
public final class ReconAfterIdentityCheck extends CompositeAnomalyRule {
  /** Calls that list what a whole account holds. Those that name one thing are daily work. */
  private static final Map<String, Set<String>> LISTINGS =
      Map.of(
          "s3.amazonaws.com", Set.of("ListBuckets"),
          "iam.amazonaws.com",
              Set.of(
                  "ListUsers",
                  "ListRoles",
                  "ListGroups",
                  "ListPolicies",
                  "ListAccountAliases",
                  "ListInstanceProfiles",
                  "GetAccountSummary",
                  "GetAccountAuthorizationDetails",
                  "GenerateCredentialReport",
                  "GetCredentialReport"),
          "organizations.amazonaws.com",
              Set.of("ListAccounts", "ListRoots", "DescribeOrganization"));

  private static final About ABOUT =
      new About(
          "recon-after-identity-check",
          "Looking around after an identity check",
          "A credential that never asked whose it is did so, and minutes later listed buckets or the"
              + " people and roles of the account, which it never did either: what somebody does who"
              + " has just found it.",
          Severity.MEDIUM,
          SignalCategory.LOOKING_AROUND,
          List.of(Attack.of("T1087.004"), Attack.of("T1580")),
          "Owners know whose credential they hold, and programs that ask do so at each start; finders"
              + " ask first.",
          "Management events, of STS in every region in use. A week of history tells whom asking is"
              + " new to; before that only many listings, or a refused one, are told.",
          "Leave out GetCallerIdentity: the account stands in the key id itself, and the name in the"
              + " first error message. Or steal from somebody who asks every day.",
          List.of(
              "A person trying out a new set-up on the command line.",
              "An administrator in the first week of the trail."),
          List.of(
              "Identities that ask as a habit; behaviour-widening sees what is new of the rest.",
              "A wait longer than the window between the question and the listing.",
              "Other ways to learn the name (an error message, sts:GetAccessKeyInfo from elsewhere).",
              "Listings of other services: a burst of them is another detection."),
          List.of(
              "Compare source address and user agent with what the credential did in the days before.",
              "Ask its owner whether they ran it.",
              "If not: deactivate the credential, then look for what was read after the listing.",
              "Search for the key id in code repositories, images and logs."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html");

  /**
   * Thresholds.
   *
   * @param windowSeconds after the identity check
   * @param listingsMedium different listings, or one that was refused, from which on the severity
   *     is medium; in the first days the fewest that are told
   * @param daysMin active days of history before the calls can be told to be new
   * @param bitsMin how unlikely the calls are together from then on, in bits
   */
  public record Settings(int windowSeconds, int listingsMedium, int daysMin, double bitsMin) {
    public Settings {
      Limit.range("windowSeconds", windowSeconds, 1, 3600);
      Limit.range("listingsMedium", listingsMedium, 1, 14);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(600, 3, 7, 10);
    }
  }

  private static final String CHECK = "sts:GetCallerIdentity";

  private static final String REFUSED = " (refused)";

  private static final Measure LISTINGS_AFTER =
      Measure.of(
          "listings-after-identity-check", "listings after GetCallerIdentity", "none soon after");

  private final Settings settings;

  public ReconAfterIdentityCheck(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()));
  }

  private ReconAfterIdentityCheck(Settings settings) {
    super(Duration.ofSeconds(settings.windowSeconds()));
    this.settings = settings;
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
        && (isCheck(in.activity()) || isListing(in.activity()))
        && !in.activity().event().sessionCredentialFromConsole();
  }

  @Override
  protected Memory.Entry entry(Anomaly in) {
    Memory.Entry plain = plain(in, Dimension.ACTION);
    String call = in.signal().value();
    boolean refused = Refusal.isDenied(in.activity().event().errorCode());
    return new Memory.Entry(
        plain.time(),
        plain.record(),
        plain.dimension(),
        refused ? call + REFUSED : call,
        plain.own(),
        plain.peers(),
        plain.why());
  }

  @Override
  protected @Nullable Match judge(Memory memory, Anomaly latest) {
    List<Memory.Entry> entries = memory.entries();
    int check = 0;
    while (check < entries.size() && !entries.get(check).name().equals(CHECK)) {
      check++;
    }
    if (check >= entries.size() - 1) {
      return null;
    }
    List<String> listings =
        entries.subList(check + 1, entries.size()).stream().map(Memory.Entry::name).toList();
    boolean refused = listings.stream().anyMatch(call -> call.endsWith(REFUSED));
    boolean many = listings.size() >= settings.listingsMedium();
    boolean known = latest.history().daysLearned() >= settings.daysMin();
    double own = entries.stream().mapToDouble(Memory.Entry::own).max().orElse(0);
    double bits = own + entries.stream().mapToDouble(Memory.Entry::peers).sum();
    if (known ? bits < settings.bitsMin() : !many && !refused) {
      return null;
    }
    return new Match(
        "recon",
        listings.size() == 1
            ? Headline.of("{actor} asked who it is, then called {}", Quantity.text(listings.get(0)))
            : Headline.of(
                "{actor} asked who it is, then made {} different calls that list the account",
                Quantity.count(listings.size())),
        refused || (known && many) ? Severity.MEDIUM : Severity.LOW,
        known || refused ? Confidence.MEDIUM : Confidence.LOW,
        List.of(
            Reason.of(LISTINGS_AFTER, Quantity.count(listings))
                .unlikely(bits)
                .after(AnomalyReason.past(latest.history()))));
  }

  private static boolean isCheck(Activity in) {
    return in.event().is("sts.amazonaws.com", "GetCallerIdentity") && in.event().succeeded();
  }

  private static boolean isListing(Activity in) {
    return LISTINGS
        .getOrDefault(in.event().eventSource(), Set.of())
        .contains(in.event().eventName());
  }
}
