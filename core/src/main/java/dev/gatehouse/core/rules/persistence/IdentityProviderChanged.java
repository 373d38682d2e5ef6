package dev.gatehouse.core.rules.persistence;

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
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Glob;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code identity-provider-changed}: a provider of identities was set up or changed. */
public final class IdentityProviderChanged extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "identity-provider-changed",
          "Identity provider changed",
          "A provider of identities was set up or changed: SAML, OpenID Connect, a trust anchor of"
              + " Roles Anywhere, the external provider of Identity Center. Whoever holds its keys"
              + " can be anybody that roles let in through it, and leaves no password or key to"
              + " find.",
          Severity.HIGH,
          SignalCategory.PERSISTENCE,
          List.of(Attack.of("T1484.002"), Attack.of("T1556.007")),
          "Providers are set up once, by the identity team, and known by their issuer.",
          "Management events of IAM (us-east-1), Roles Anywhere and Identity Center (its home"
              + " region). list-open-id-connect-providers and list-saml-providers in the estate"
              + " tell issuers that the organization trusts elsewhere.",
          "Take over a provider that is trusted already, outside AWS.",
          List.of(
              "Connecting a new cluster or build system: an issuer known elsewhere in the"
                  + " organization, or a pipeline as the hand, is one step lower.",
              "Renewal of SAML metadata and thumbprints: put it into changes.json."),
          List.of(
              "Cognito pools and their providers.",
              "What the new certificate or metadata says: the record hides or shortens it.",
              "Roles that trust the provider: `trust-policy-opened`."),
          List.of(
              "Compare issuer, thumbprint, certificate or metadata with the identity team's own.",
              "List roles that trust it, and every AssumeRoleWithSAML, AssumeRoleWithWebIdentity or"
                  + " CreateSession through it since.",
              "Remove the provider or put the former metadata back, then revoke those sessions.",
              "Follow the caller's session home."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html");

  /**
   * Choices.
   *
   * @param issuers hosts and paths of issuers that are known; {@code *} matches anything; one step
   *     lower
   */
  public record Settings(List<String> issuers) {
    public Settings {
      issuers = List.copyOf(issuers);
    }

    public static Settings defaults() {
      return new Settings(List.of());
    }
  }

  private static final Measure PROVIDER =
      Measure.of("identity-provider", "identity provider", "a known issuer");

  private static final Measure KNOWN_PROVIDER =
      Measure.of(
          "known-identity-provider",
          "identity provider",
          "an issuer trusted elsewhere, so the severity is lowered");

  private static final Measure BY_WORKLOAD =
      Measure.of("changed-by-workload", "changed by a workload", "so the severity is lowered");

  /**
   * A change of a provider.
   *
   * @param what was done, to tell findings apart
   * @param title the same for people
   * @param thing the provider it was done to
   */
  private record Change(String what, Headline title, String thing, Severity severity) {
    Change(String what, String thing, Severity severity) {
      this(what, Headline.of("{actor} " + what + " {}", Quantity.text(thing)), thing, severity);
    }
  }

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  public IdentityProviderChanged(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public Calls calls() {
    return Calls.of("iam")
        .or(Calls.of("rolesanywhere"))
        .or(Calls.of("sso"))
        .or(Calls.of("sso-directory"));
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    TrailEvent event = in.event();
    boolean byAws = in.isByService() || ReservedPath.SERVICE_LINKED.isOf(in.identity());
    if (!event.succeeded() || event.readOnly() || byAws) {
      return null;
    }
    Change change = change(event);
    if (change == null) {
      return null;
    }
    boolean pipeline = in.lineage().originType() == OriginType.SERVICE || Actor.isWebIdentity(in);
    boolean known = isKnown(change.thing(), in.recordedIn());
    List<Reason> why = new ArrayList<>();
    why.add(Reason.of(known ? KNOWN_PROVIDER : PROVIDER, Quantity.text(change.thing())));
    if (pipeline) {
      why.add(Reason.of(BY_WORKLOAD, Quantity.identity(in.lineage().origin())));
    }
    Severity severity = pipeline || known ? change.severity().below() : change.severity();
    return changeWindows.lower(
        new Match(
            change.what() + "|" + change.thing(), change.title(), severity, Confidence.HIGH, why),
        in);
  }

  private boolean isKnown(String thing, String own) {
    String issuer = thing.replaceFirst("^https://", "").replaceFirst("^arn:.*-provider/", "");
    return settings.issuers().stream().anyMatch(glob -> Glob.matches(glob, issuer))
        || estate.inventory().accounts().stream()
            .filter(account -> !account.id().equals(own))
            .flatMap(account -> account.providers().stream())
            .anyMatch(provider -> provider.name().equals(issuer));
  }

  private static @Nullable Change change(TrailEvent event) {
    return switch (event.eventSource()) {
      case "iam.amazonaws.com" -> iam(event);
      case "rolesanywhere.amazonaws.com" -> rolesAnywhere(event);
      case "sso-directory.amazonaws.com", "sso.amazonaws.com" -> identityCenter(event);
      default -> null;
    };
  }

  private static @Nullable Change iam(TrailEvent event) {
    String oidc = text(event, "openIDConnectProviderArn");
    return switch (event.eventName()) {
      case "CreateSAMLProvider" ->
          new Change("set up SAML provider", text(event, "name"), Severity.HIGH);
      case "UpdateSAMLProvider" ->
          new Change("replaced the metadata of", text(event, "sAMLProviderArn"), Severity.HIGH);
      case "CreateOpenIDConnectProvider" ->
          new Change("set up OpenID Connect provider", text(event, "url"), Severity.HIGH);
      case "AddClientIDToOpenIDConnectProvider" ->
          new Change(
              "added audience " + text(event, "clientID") + " to",
              Headline.of(
                  "{actor} added audience {} to {}",
                  Quantity.text(text(event, "clientID")),
                  Quantity.text(oidc)),
              oidc,
              Severity.MEDIUM);
      case "UpdateOpenIDConnectProviderThumbprint" ->
          new Change("changed the thumbprints of", oidc, Severity.MEDIUM);
      default -> null;
    };
  }

  private static @Nullable Change rolesAnywhere(TrailEvent event) {
    return switch (event.eventName()) {
      case "CreateTrustAnchor" ->
          new Change("set up trust anchor", text(event, "name"), Severity.HIGH);
      case "UpdateTrustAnchor" ->
          new Change("changed trust anchor", text(event, "trustAnchorId"), Severity.HIGH);
      case "EnableTrustAnchor" ->
          new Change("switched on trust anchor", text(event, "trustAnchorId"), Severity.MEDIUM);
      case "DisableCrl", "DeleteCrl" ->
          new Change("switched off revocation list", text(event, "crlId"), Severity.MEDIUM);
      case "CreateProfile", "UpdateProfile", "EnableProfile" ->
          new Change(
              "opened roles to trust anchors by profile",
              event.request("name") != null ? text(event, "name") : text(event, "profileId"),
              Severity.LOW);
      default -> null;
    };
  }

  private static @Nullable Change identityCenter(TrailEvent event) {
    return switch (event.eventName()) {
      case "CreateExternalIdPConfigurationForDirectory",
          "UpdateExternalIdPConfigurationForDirectory",
          "EnableExternalIdPConfigurationForDirectory" ->
          new Change(
              "set the external provider of Identity Center directory",
              text(event, "directoryId"),
              Severity.HIGH);
      case "ImportExternalIdPCertificate" ->
          new Change(
              "added a certificate of the external provider to Identity Center directory",
              text(event, "directoryId"),
              Severity.HIGH);
      case "CreateTrustedTokenIssuer", "UpdateTrustedTokenIssuer" ->
          new Change(
              "set token issuer of Identity Center",
              event.request("name") != null
                  ? text(event, "name")
                  : text(event, "trustedTokenIssuerArn"),
              Severity.MEDIUM);
      default -> null;
    };
  }

  private static String text(TrailEvent event, String name) {
    String text = event.request(name);
    return text == null ? "-" : text;
  }
}
