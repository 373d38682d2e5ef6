package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.SessionContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code imdsv1-credentials}: an instance gave its credential to whoever asked without a token. */
public final class Imdsv1Credentials implements Detector<Imdsv1Day> {
  private static final About ABOUT =
      new About(
          "imdsv1-credentials",
          "Instance credential over IMDSv1",
          "An instance's credential was fetched without a session token (IMDSv1) and used. A forged"
              + " request through a program on the instance can fetch it the same way. Graver when"
              + " the credential was then used from a second public network.",
          Severity.MEDIUM,
          SignalCategory.TOOL,
          List.of(Attack.of("T1552.005")),
          "Instances are set to require tokens; what still asks without is old or hostile.",
          "Management events: the record says how the credential was delivered. Without"
              + " networks.csv only private addresses and the first public network count as the"
              + " instance's own.",
          "Fetch the credential with a token, which a program on the instance can.",
          List.of("Old SDKs and agents, images that were never updated: set them to IMDSv2."),
          List.of(
              "Credentials fetched and not used, or used in services whose records do not say.",
              "Where the credential left the instance, `session-off-origin` is the finding to read;"
                  + " this one says how it could."),
          List.of(
              "If the network is not the instance's: treat the credential as stolen, see"
                  + " `session-off-origin`.",
              "Require tokens on the instance (ModifyInstanceMetadataOptions, HttpTokens"
                  + " required).",
              "Require them for all by a control policy on ec2:RoleDelivery and"
                  + " ec2:MetadataHttpTokens."),
          "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html");

  /**
   * Choices.
   *
   * @param daily whether the plain use is reported, low, once for each instance and day
   */
  public record Settings(boolean daily) {
    public static Settings defaults() {
      return new Settings(true);
    }
  }

  private final Settings settings;
  private final Estate estate;

  public Imdsv1Credentials(Settings settings, Estate estate) {
    this.settings = settings;
    this.estate = estate;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    SessionContext session = in.event().userIdentity().session();
    if (in.secondCopy() || session == null || !"1.0".equals(session.ec2RoleDelivery())) {
      return null;
    }
    String arn = in.event().userIdentity().arn();
    return arn == null ? in.identity() : arn;
  }

  @Override
  public Imdsv1Day start(String key) {
    return Imdsv1Day.NONE;
  }

  @Override
  public Step<Imdsv1Day, Finding> fold(
      String key, Imdsv1Day memory, Instant time, String id, Activity in) {
    Imdsv1Day today = memory.at(time);
    String address = publicAddress(in);
    boolean away = address != null && !isOwn(address) && today.isElsewhere(address);
    Imdsv1Day placed = address == null || away ? today : today.from(address);
    Finding said = today.said();
    boolean graver = away && (said == null || said.severity() == Severity.LOW);
    if (!graver && (said != null || !settings.daily())) {
      return Step.of(placed);
    }
    Evidence evidence = today.evidence().and(in.event().id(), time);
    String name = FindingId.of(ABOUT.id(), today.day(), key);
    Finding finding =
        match(in, away, today)
            .finding(ABOUT, name, in, evidence, said == null ? time : said.raised());
    return Step.of(
        placed.saying(evidence, finding),
        new Out<>(name, time, today.day().plus(1, ChronoUnit.DAYS), finding));
  }

  private static Match match(Activity in, boolean away, Imdsv1Day today) {
    Reason delivery = Prose.reason("delivery of the credential", "1.0 (without a token)", "2.0");
    String address = Quote.plain(in.event().sourceIPAddress());
    return new Match(
        "imdsv1",
        Prose.ACTOR
            + " acts by a credential fetched over IMDSv1"
            + (away ? ", from a second network, " + address : ""),
        away ? Severity.MEDIUM : Severity.LOW,
        Confidence.HIGH,
        away
            ? List.of(
                delivery,
                Prose.reason("source address", address, "the network of " + today.first()))
            : List.of(delivery));
  }

  private boolean isOwn(String address) {
    return estate.network(address).filter(each -> each.kind().own()).isPresent();
  }

  private static @Nullable String publicAddress(Activity in) {
    String address = in.event().sourceIPAddress();
    return address == null
            || !Address.is(address)
            || Address.isPrivate(address)
            || in.event().vpcEndpointId() != null
            || in.isByService()
        ? null
        : address;
  }
}
