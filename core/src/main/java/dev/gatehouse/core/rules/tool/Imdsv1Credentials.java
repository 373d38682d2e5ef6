package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Cidr;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.SessionContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code imdsv1-credentials}: an instance gave its credential to whoever asked without a token. */
public final class Imdsv1Credentials implements Detector<Imdsv1Credentials.Memory> {
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

  /**
   * What is remembered of one instance.
   *
   * @param first the public address that the instance was first seen at; empty before that
   * @param open the finding of the day
   */
  public record Memory(String first, OpenReports open) {
    /** Nothing seen. */
    static final Memory NONE = new Memory("", OpenReports.NONE);

    Memory at(Instant time) {
      return new Memory(first, open.at(time));
    }

    Memory from(String address) {
      return first.isEmpty() ? new Memory(address, open) : this;
    }

    /** Whether an address lies in another network than the first. */
    boolean isElsewhere(String address) {
      return !first.isEmpty()
          && !Objects.equals(Cidr.around(address, 24, 48), Cidr.around(first, 24, 48));
    }

    Memory with(OpenReports.Report report) {
      return new Memory(first, open.with(report));
    }
  }

  private static final Measure DELIVERY =
      Measure.of("credential-delivery", "version of the metadata service");

  private static final Measure SOURCE =
      Measure.of("source-address", "source address", "the network of the instance");

  private final Settings settings;
  private final Estate estate;

  public Imdsv1Credentials(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
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
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    Memory today = memory.at(time);
    String address = publicAddress(in);
    boolean away = address != null && !isOwn(address) && today.isElsewhere(address);
    Memory placed = address == null || away ? today : today.from(address);
    OpenReports.Draft draft = today.open().draft(ABOUT, Window.day(time), key);
    Finding open = draft.open();
    boolean graver = away && (open == null || open.severity() == Severity.LOW);
    if (!graver && (open != null || !settings.daily())) {
      return Step.of(placed);
    }
    OpenReports.Report report = draft.newest(match(in, away, today), in);
    return Step.of(placed.with(report), report.out(time));
  }

  private static Match match(Activity in, boolean away, Memory today) {
    Reason delivery = Reason.of(DELIVERY, Quantity.text("1.0"), Quantity.text("2.0"));
    Quantity address = Quantity.text(String.valueOf(in.event().sourceIPAddress()));
    return new Match(
        "imdsv1",
        away
            ? Headline.of("{actor} used a credential from IMDSv1 in a second network, {}", address)
            : Headline.of("{actor} used a credential that was fetched over IMDSv1"),
        away ? Severity.MEDIUM : Severity.LOW,
        Confidence.HIGH,
        away
            ? List.of(delivery, Reason.of(SOURCE, address, Quantity.text(today.first())))
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
