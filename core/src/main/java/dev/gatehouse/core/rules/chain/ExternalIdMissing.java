package dev.gatehouse.core.rules.chain;

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
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.ExternalPrincipals;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import dev.gatehouse.core.rules.kit.TrustMapLookup;
import dev.gatehouse.estate.Answer;
import dev.gatehouse.estate.Estate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code external-id-missing}: a foreign account assumed a role without an ExternalId. */
public final class ExternalIdMissing extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "external-id-missing",
          "Foreign account without ExternalId",
          "Another organization's account assumed a role here without an ExternalId, or with one that"
              + " can be guessed. Whoever else that organization serves may talk it into acting here:"
              + " the confused deputy.",
          Severity.MEDIUM,
          SignalCategory.WAY,
          List.of(Attack.of("T1199"), Attack.of("T1078.004")),
          "A vendor serves many customers with one account; the ExternalId is what ties a call to the"
              + " one customer.",
          "The owner's copy of the AssumeRole record. trust.yaml: a way that somebody documented is"
              + " told low. organization.json tells foreign accounts; without it an account counts as foreign when nothing but its number is known.",
          "A vendor can be given the ExternalId and lose it all the same.",
          List.of(
              "An account of the same organization when organization.json is missing or old.",
              "A company's own second organization: name its accounts in `trustedAccounts`."),
          List.of(
              "An ExternalId that is long and random but public, or the same for all customers.",
              "Whether the trust policy demands the ExternalId is not looked at here: a call that"
                  + " brings one may not have needed to.",
              "Foreign identity providers: they have conditions of their own.",
              "Further roles that an account enters in the same way within a month: `gatehouse harden"
                  + " --all` lists them."),
          List.of(
              "Find out who owns the foreign account, and for what it comes in.",
              "Add a condition on sts:ExternalId with a value the vendor made for you alone (its"
                  + " onboarding page shows it).",
              "Look at what the sessions of that role did so far.",
              "If nobody knows the account: remove it from the trust policy and treat its sessions as"
                  + " hostile."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html");

  /**
   * Criteria of a weak ExternalId: shorter than {@code lengthMin}; twelve digits that are an
   * account number; fewer than {@code distinctMin} different characters; letters only and shorter
   * than {@code wordLengthMax}, so a word or name; digits only and shorter than {@code
   * wordLengthMax}; the role's or the session's name.
   *
   * @param lengthMin characters
   * @param distinctMin different characters
   * @param wordLengthMax characters
   * @param repeatHours for how long the same weakness of the same account is not said again
   * @param trustedAccounts foreign accounts that need no ExternalId
   */
  public record Settings(
      int lengthMin,
      int distinctMin,
      int wordLengthMax,
      int repeatHours,
      List<String> trustedAccounts) {
    public Settings {
      Limit.range("lengthMin", lengthMin, 2, 1224);
      Limit.range("distinctMin", distinctMin, 1, 64);
      Limit.range("wordLengthMax", wordLengthMax, 0, 1224);
      Limit.range("repeatHours", repeatHours, 0, 24 * 30);
      trustedAccounts = List.copyOf(trustedAccounts);
    }

    public static Settings defaults() {
      return new Settings(10, 5, 20, 24 * 30, List.of());
    }
  }

  private static final Measure NONE =
      Measure.of("external-id-missing", "ExternalId", "characters, made for this customer");

  private static final Measure LENGTH =
      Measure.of("external-id-length", "characters of the ExternalId");

  private static final Measure DISTINCT =
      Measure.of("external-id-distinct", "different characters of the ExternalId");

  private static final Measure GUESSABLE =
      Measure.of("external-id-guessable", "ExternalId", "one made for this customer");

  private static final Measure FOREIGN =
      Measure.of("calling-account", "calling account", "an account of the organization");

  private static final Measure MAYBE_FOREIGN =
      Measure.of(
          "calling-account", "calling account", "no organization is known, so it may be one's own");

  private final Settings settings;
  private final Estate estate;
  private final TrustMapLookup trustMap;

  public ExternalIdMissing(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
    this.trustMap = new TrustMapLookup(setup.estate());
  }

  @Override
  protected String actor(Activity in) {
    return in.account();
  }

  @Override
  protected int quietHours() {
    return settings.repeatHours();
  }

  @Override
  public Calls calls() {
    return Calls.of("sts", "AssumeRole");
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    var event = in.event();
    if (!event.is("sts.amazonaws.com", "AssumeRole")
        || !event.succeeded()
        || event.userIdentity().type().equals("AWSService")) {
      return null;
    }
    String role = event.request("roleArn");
    String owner = role == null ? null : ExternalPrincipals.account(role);
    String caller = event.userIdentity().accountId();
    if (role == null || owner == null || caller == null || caller.equals(owner)) {
      return null;
    }
    Answer own = estate.isOwnAccount(caller);
    // A role of a foreign account that one of our own assumed is the foreign owner's matter.
    boolean ours =
        owner.equals(event.recipientAccountId()) || estate.isOwnAccount(owner) == Answer.YES;
    boolean foreign =
        own == Answer.NO
            || (own == Answer.UNKNOWN && in.lineage().originType() == OriginType.ACCOUNT);
    if (!ours || !foreign || settings.trustedAccounts().contains(caller)) {
      return null;
    }
    String externalId = event.request("externalId");
    Reason weakness = externalId == null ? null : weakness(externalId, in, role, caller, owner);
    if (externalId != null && weakness == null) {
      return null;
    }
    boolean certain = own == Answer.NO;
    boolean documented = trustMap.isDocumented(in);
    return new Match(
        (weakness == null ? "none" : "weak") + (documented ? " documented" : ""),
        Headline.of(
            "{} assumed {} "
                + (weakness == null ? "without an ExternalId" : "with an ExternalId easy to guess"),
            Quantity.identity("account:" + caller),
            Quantity.identity(role)),
        certain && weakness == null && !documented ? Severity.MEDIUM : Severity.LOW,
        certain ? Confidence.HIGH : Confidence.LOW,
        List.of(
            weakness == null
                ? Reason.of(
                    NONE, Quantity.text("none"), Quantity.atLeast(Unit.COUNT, settings.lengthMin()))
                : weakness,
            Reason.of(certain ? FOREIGN : MAYBE_FOREIGN, Quantity.account(caller))));
  }

  /** Why an ExternalId can be guessed, or null. The value itself is not repeated anywhere. */
  private @Nullable Reason weakness(
      String id, Activity in, String role, String caller, String owner) {
    String lower = id.toLowerCase(Locale.ROOT);
    String session = in.event().request("roleSessionName");
    if (id.contains(owner) || id.contains(caller)) {
      return guessable("an account number is in it");
    }
    if (id.length() < settings.lengthMin()) {
      return Reason.of(
          LENGTH, Quantity.count(id.length()), Quantity.atLeast(Unit.COUNT, settings.lengthMin()));
    }
    long distinct = id.chars().distinct().count();
    if (distinct < settings.distinctMin()) {
      return Reason.of(
          DISTINCT, Quantity.count(distinct), Quantity.atLeast(Unit.COUNT, settings.distinctMin()));
    }
    if (lower.equals(role.substring(role.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
        || lower.equals(session == null ? null : session.toLowerCase(Locale.ROOT))) {
      return guessable("the name of the role or session");
    }
    boolean small = id.length() < settings.wordLengthMax();
    if (small && id.chars().noneMatch(Character::isDigit)) {
      return guessable("letters only, like a word or a name");
    }
    return small && id.chars().allMatch(Character::isDigit) ? guessable("digits only") : null;
  }

  private static Reason guessable(String how) {
    return Reason.of(GUESSABLE, Quantity.text(how));
  }
}
