package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Attack;
import dev.gatehouse.core.detect.Confidence;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.detect.Evidence;
import dev.gatehouse.core.detect.Finding;
import dev.gatehouse.core.detect.FindingId;
import dev.gatehouse.core.detect.Severity;
import dev.gatehouse.core.detect.Why;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code recon-after-identity-check}: whose key is this, and what can be seen with it? */
public final class ReconAfterIdentityCheck implements Detector<Recon> {
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
          "A credential was asked whose it is, and minutes later used to list buckets or the people"
              + " and roles of the account: what somebody does who has just found it.",
          Severity.MEDIUM,
          List.of(Attack.of("T1087.004"), Attack.of("T1580")),
          "Owners know whose credential they hold; finders ask first.",
          "Management events, of STS in every region in use.",
          "Leave out GetCallerIdentity: the account stands in the key id itself, and the name in the"
              + " first error message.",
          List.of(
              "A person trying out a new set-up on the command line.",
              "Infrastructure code asks for its identity at each start; it then reads single things,"
                  + " which does not count, but some scripts list everything."),
          List.of(
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
   * @param listingsMedium different listings, or one that was denied, from which on the severity is
   *     medium
   */
  public record Settings(int windowSeconds, int listingsMedium) {
    public Settings {
      Limit.range("windowSeconds", windowSeconds, 1, 3600);
      Limit.range("listingsMedium", listingsMedium, 1, 14);
    }

    public static Settings defaults() {
      return new Settings(600, 3);
    }
  }

  private final Settings settings;

  public ReconAfterIdentityCheck(Settings settings) {
    this.settings = settings;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    boolean looksAround = isCheck(in) || isListing(in);
    return !looksAround
            || in.secondCopy()
            || Who.isService(in)
            || in.event().sessionCredentialFromConsole()
        ? null
        : in.session();
  }

  @Override
  public Recon start(String key) {
    return Recon.NONE;
  }

  @Override
  public Instant expires(Recon memory) {
    return memory.expires(Duration.ofSeconds(settings.windowSeconds()));
  }

  @Override
  public Step<Recon, Finding> fold(String key, Recon memory, Instant time, String id, Activity in) {
    Recon recon = memory.at(time, Duration.ofSeconds(settings.windowSeconds()));
    String record = in.event().id();
    if (isCheck(in)) {
      return Step.of(recon.checked(record, time));
    }
    if (recon.check() == null) {
      return Step.of(recon);
    }
    String call =
        in.event().eventSource().replace(".amazonaws.com", "") + ":" + in.event().eventName();
    boolean denied = AssumeDeniedSweep.isDenied(in.event().errorCode());
    recon = recon.listed(denied ? call + " (denied)" : call, record, time);
    boolean medium = recon.listings().size() >= settings.listingsMedium() || recon.anyDenied();
    Evidence evidence = recon.evidence();
    Instant raised = recon.raised() == null ? time : recon.raised();
    String name = FindingId.of(ABOUT.id(), raised.truncatedTo(ChronoUnit.HOURS), key);
    Act act =
        new Act(
            "recon",
            Who.name(in) + " checked its identity, then listed the account",
            medium ? Severity.MEDIUM : Severity.LOW,
            recon.anyDenied() ? Confidence.MEDIUM : Confidence.LOW,
            List.of(
                new Why(
                    "listings after GetCallerIdentity",
                    String.join(", ", recon.listings()),
                    "none within " + settings.windowSeconds() + " s")));
    return Step.of(
        recon,
        new Out<>(name, time, recon.end(), Claim.finding(ABOUT, name, act, in, evidence, raised)));
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
