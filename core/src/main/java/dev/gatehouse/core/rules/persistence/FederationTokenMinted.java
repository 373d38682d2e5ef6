package dev.gatehouse.core.rules.persistence;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.rules.iam.PermissionGain;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.Glob;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code federation-token-minted}: a user turned its key into a token that outlives the key. */
public final class FederationTokenMinted implements Detector<FederationTokenMinted.Memory> {
  private static final About ABOUT =
      new About(
          "federation-token-minted",
          "Federation token minted",
          "A user that does not do so asked for a federation token: up to 36 hours of its"
              + " permissions that go on when the key is switched off, and that open the console."
              + " Or such a token was used after its key was switched off.",
          Severity.HIGH,
          SignalCategory.PERSISTENCE,
          List.of(Attack.of("T1550.001"), Attack.of("T1098.001"), Attack.of("T1606")),
          "Federation tokens are asked for by a broker, day after day, and by nobody else.",
          "Management events of STS and IAM. What a token is used for is seen in management events;"
              + " object reads with it only in data events. A broker fires once, on its first call"
              + " in the trail.",
          "Ask for a session token (GetSessionToken) or assume a role instead.",
          List.of(
              "A broker whose first call this is, or one that rests longer than `memoryDays`.",
              "A key rotated while tokens of the old one are still in use: the use is reported."),
          List.of(
              "Tokens of which the issuing record is not in the trail, when their key is switched"
                  + " off.",
              "Users that ask every month by habit of the attacker's making.",
              "Sign-in tokens for the console (GetSigninToken): `console-login-by-program`."),
          List.of(
              "Deny everything to the user with a condition on aws:TokenIssueTime, or delete the"
                  + " user: switching the key off does not stop the token.",
              "List what the federated session did: its ARN ends in federated-user/NAME.",
              "Find where the key leaked; the caller's address is in the record.",
              "Deny sts:GetFederationToken by a service control policy to all but the broker."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html");

  /**
   * Choices.
   *
   * @param memoryDays a user that asked within so many days is a usual one
   * @param brokers ARNs of users that ask by trade; {@code *} matches anything
   */
  public record Settings(int memoryDays, List<String> brokers) {
    public Settings {
      Limit.range("memoryDays", memoryDays, 1, 365);
      brokers = List.copyOf(brokers);
    }

    public static Settings defaults() {
      return new Settings(30, List.of());
    }
  }

  /**
   * What is remembered of one user: its tokens and the keys that were switched off. At most {@value
   * #MAX} of each, the oldest go first.
   *
   * @param last when a token was last asked for; the epoch before the first
   * @param tokens those that may still be used
   * @param cuts keys switched off or deleted
   * @param open findings of tokens used after that
   */
  public record Memory(Instant last, List<Token> tokens, List<Cut> cuts, OpenReports open) {
    static final int MAX = 20;

    /** Nothing seen. */
    static final Memory NONE = new Memory(Instant.EPOCH, List.of(), List.of(), OpenReports.NONE);

    /**
     * A token.
     *
     * @param issuedBy the record that issued it
     * @param key the long-term key that asked for it
     * @param sessionArn of the federated user
     * @param misused when it was first used after its key was switched off; null before
     */
    public record Token(
        String issuedBy,
        Instant issued,
        @Nullable String key,
        String sessionArn,
        @Nullable Instant misused) {}

    /** A key that was switched off by a record. */
    public record Cut(String key, Instant time, String eventId) {}

    public Memory {
      tokens = List.copyOf(tokens);
      cuts = List.copyOf(cuts);
    }

    Memory minted(Token token) {
      return new Memory(token.issued(), and(tokens, token), cuts, open);
    }

    Memory cut(Cut cut) {
      return new Memory(last, tokens, and(cuts, cut), open);
    }

    /** With a report of a token that was first misused at {@code since}. */
    Memory misused(Token token, Instant since, OpenReports reports) {
      Token after =
          new Token(token.issuedBy(), token.issued(), token.key(), token.sessionArn(), since);
      List<Token> all = new ArrayList<>(tokens);
      all.replaceAll(each -> each.issuedBy().equals(token.issuedBy()) ? after : each);
      return new Memory(last, all, cuts, reports);
    }

    /** The switching off that a token outlives at {@code time}, or null. */
    @Nullable Cut cut(Token token, Instant time) {
      return cuts.stream()
          .filter(each -> each.key().equals(token.key()))
          .filter(each -> !each.time().isBefore(token.issued()) && each.time().isBefore(time))
          .findFirst()
          .orElse(null);
    }

    private static <T> List<T> and(List<T> list, T one) {
      List<T> longer = new ArrayList<>(list.size() < MAX ? list : list.subList(1, list.size()));
      longer.add(one);
      return longer;
    }
  }

  private static final Measure SESSION_POLICY =
      Measure.of("session-policy", "session policy", "what one guest needs");

  private static final Measure LIFETIME = Measure.of("token-lifetime", "lifetime of the token");

  private static final Measure KEY_AGE = Measure.of("key-age", "age of the key");

  private static final Measure KEY_MADE_BY =
      Measure.of("key-made-by", "who made the key", "its user");

  private static final Measure USED_AFTER_CUT =
      Measure.of("token-used-after-key", "time since the key was switched off: key", "no use");

  /** A key younger than this is a new one. */
  private static final Duration NEW = Duration.ofDays(7);

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public FederationTokenMinted(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Calls calls() {
    return Calls.of("iam", "DeleteAccessKey", "UpdateAccessKey")
        .or(Calls.of("sts", "GetFederationToken"))
        .or(Calls.by("FederatedUser"));
  }

  @Override
  public @Nullable String key(Activity in) {
    TrailEvent event = in.event();
    if (in.secondCopy() || in.isByService()) {
      return null;
    }
    if (isCut(event)) {
      String name = event.request("userName");
      return name == null ? null : in.recordedIn() + "/" + name;
    }
    boolean mint = event.is("sts.amazonaws.com", "GetFederationToken") && event.succeeded();
    boolean usual = settings.brokers().stream().anyMatch(g -> Glob.matches(g, in.identity()));
    return (mint && !usual) || event.userIdentity().type().equals("FederatedUser")
        ? in.account() + "/" + in.identity().substring(in.identity().lastIndexOf('/') + 1)
        : null;
  }

  private static boolean isCut(TrailEvent event) {
    return event.succeeded()
        && (event.is("iam.amazonaws.com", "DeleteAccessKey")
            || (event.is("iam.amazonaws.com", "UpdateAccessKey")
                && "Inactive".equals(event.request("status"))));
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    TrailEvent event = in.event();
    if (isCut(event)) {
      String cut = event.request("accessKeyId");
      return Step.of(cut == null ? memory : memory.cut(new Memory.Cut(cut, time, event.id())));
    }
    return event.userIdentity().type().equals("FederatedUser")
        ? used(key, memory, time, in)
        : minted(key, memory, time, in);
  }

  private Step<Memory, Finding> minted(String key, Memory memory, Instant time, Activity in) {
    TrailEvent event = in.event();
    String arn = event.response("federatedUser", "arn");
    Memory next =
        memory.minted(
            new Memory.Token(
                event.id(),
                time,
                event.userIdentity().accessKeyId(),
                arn == null ? "-" : arn,
                null));
    if (memory.last().plus(settings.memoryDays(), ChronoUnit.DAYS).isAfter(time)) {
      return Step.of(next);
    }
    Cause made = newKey(in, time);
    Policy session = Documents.policy("session policy", event.request("policy"));
    boolean wide = !session.opaque() && PermissionGain.isEverything(session);
    List<Reason> why = new ArrayList<>();
    why.add(
        Reason.of(
            Measure.of(
                "federation-tokens-before",
                "federation tokens in the " + settings.memoryDays() + " days before",
                "a broker asks day after day"),
            Quantity.count(0)));
    why.add(
        Reason.of(
            SESSION_POLICY,
            Quantity.text(
                wide
                    ? "everything that the user may do"
                    : session.opaque() ? "not known" : "narrowed")));
    why.add(
        Reason.of(
            LIFETIME, Quantity.duration(lifetime(event)), Quantity.atMost(Unit.SECONDS, 3600)));
    if (made != null) {
      why.add(
          Reason.of(
              KEY_AGE,
              Quantity.duration(Duration.between(made.time(), time)),
              Quantity.atLeast(Unit.DAYS, (double) NEW.toDays())));
      why.add(Reason.of(KEY_MADE_BY, Quantity.identity(made.by())));
    }
    Match match =
        changeWindows.lower(
            new Match(
                "minted",
                Headline.of(
                    "{actor} got a federation token named {}, valid without its key",
                    Quantity.text(String.valueOf(event.request("name")))),
                made != null ? Severity.HIGH : Severity.MEDIUM,
                wide || made != null ? Confidence.HIGH : Confidence.MEDIUM,
                why),
            in);
    String name = FindingId.of(ABOUT.id(), time.truncatedTo(ChronoUnit.HOURS), key, event.id());
    Evidence evidence = Evidence.NONE.and(event.id(), time);
    return Step.of(
        next, new Out<>(name, time, time, match.finding(ABOUT, name, in, evidence, time)));
  }

  /** How long the token is valid; what AWS gives where nothing is asked is twelve hours. */
  private static Duration lifetime(TrailEvent event) {
    String seconds = event.request("durationSeconds");
    return seconds != null && seconds.matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ofHours(12);
  }

  private static @Nullable Cause newKey(Activity in, Instant time) {
    return in.lineage().causes().stream()
        .filter(cause -> cause.kind() == Cause.Kind.ACCESS_KEY_CREATED)
        .filter(cause -> cause.time().plus(NEW).isAfter(time))
        .findFirst()
        .orElse(null);
  }

  private Step<Memory, Finding> used(String key, Memory memory, Instant time, Activity in) {
    Memory.Token token = token(memory, in, time);
    Memory.Cut cut = token == null ? null : memory.cut(token, time);
    if (token == null || cut == null) {
      return Step.of(memory);
    }
    Instant raised = token.misused() == null ? time : token.misused();
    Window hour = Window.hour(raised);
    if (!time.isBefore(hour.end())) {
      return Step.of(memory);
    }
    Match match =
        new Match(
            "used",
            Headline.of("{actor} used a federation token after its key was switched off"),
            Severity.HIGH,
            Confidence.HIGH,
            List.of(
                Reason.of(USED_AFTER_CUT, Quantity.duration(Duration.between(cut.time(), time)))
                    .about(cut.key())));
    OpenReports open = memory.open().at(time);
    OpenReports.Report report =
        open.draft(ABOUT, hour, key, "used", token.issuedBy())
            .after(
                Evidence.NONE.and(token.issuedBy(), token.issued()).and(cut.eventId(), cut.time()))
            .gravest(match, in);
    return Step.of(memory.misused(token, raised, open.with(report)), report.out(time));
  }

  /** The token that a record was made with: by its issuing record, else the last of its name. */
  private static Memory.@Nullable Token token(Memory memory, Activity in, Instant time) {
    List<Hop> hops = in.lineage().hops();
    String issuedBy = hops.isEmpty() ? null : hops.get(0).issuedBy();
    Memory.Token named = null;
    for (Memory.Token token : memory.tokens()) {
      if (token.issuedBy().equals(issuedBy)) {
        return token;
      }
      if (token.sessionArn().equals(in.event().userIdentity().arn())
          && !token.issued().isAfter(time)) {
        named = token;
      }
    }
    return named;
  }
}
