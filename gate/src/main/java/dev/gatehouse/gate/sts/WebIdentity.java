package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.federation.JsonWebToken;
import dev.gatehouse.gate.federation.ProviderKeys;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.gate.operation.Notes;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.principal.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trades a token of an OpenID Connect provider for credentials of a role. */
final class WebIdentity implements Handler {
  private static final Duration SKEW_MAX = Duration.ofMinutes(5);
  private static final String TAGS = "https://aws.amazon.com/tags";
  private static final String SOURCE = "https://aws.amazon.com/source_identity";

  private final SessionIssuer issuer;
  private final ProviderKeys keys;

  WebIdentity(SessionIssuer issuer, ProviderKeys keys) {
    this.issuer = issuer;
    this.keys = keys;
  }

  @Override
  public Structure answer(Call call) {
    JsonWebToken token = JsonWebToken.read(call.need("WebIdentityToken"));
    if (token == null) {
      throw invalid(
          "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access"
              + " Token)");
    }
    AssumedRole role = AssumedRole.find(call.state(), call.need("RoleArn"));
    String issuerUrl = issuer(token);
    Structure provider = provider(call, role, issuerUrl);
    String audience = audience(token, provider);
    check(token, issuerUrl, call.now());
    String subject = String.valueOf(token.text("sub"));
    SessionTags tags = SessionTags.asserted(tags(token), transitive(token));
    String source = token.text(SOURCE);
    Map<String, String> claims = claims(token, issuerUrl, audience);
    String arn = provider.need("Arn");
    call.notes().asserted(new Notes.Bearer(arn, audience, subject, Map.of()));
    authorize(call, role, provider, tags, source, claims);
    SessionPolicies policies = SessionPolicies.of(call, role.account(), tags);
    int seconds = Durations.ofRole(call.input(), role.maximum(), false);
    String name = call.need("RoleSessionName");
    Session session =
        new RoleSession(role, name, tags, policies, source, null, arn, claims)
            .issue(issuer, call.now(), seconds);
    call.notes().assumed(role.there());
    return Structure.of(
        "Credentials", issuer.credentials(session),
        "SubjectFromWebIdentityToken", subject,
        "AssumedRoleUser", role.user(name),
        "PackedPolicySize", policies.packedSize(),
        "Provider", arn,
        "Audience", audience,
        "SourceIdentity", source);
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "InvalidIdentityToken", message);
  }

  /** The issuer without its scheme, as it stands in ARNs and condition keys. */
  private static String issuer(JsonWebToken token) {
    String issuer = String.valueOf(token.text("iss"));
    return issuer.startsWith("https://") ? issuer.substring("https://".length()) : issuer;
  }

  private static Structure provider(Call call, AssumedRole role, String issuerUrl) {
    Holdings holdings = call.state().account(role.account());
    String arn = "arn:aws:iam::" + role.account() + ":oidc-provider/" + issuerUrl;
    Structure provider = holdings == null ? null : holdings.get(Kind.OIDC_PROVIDER, arn);
    if (provider == null) {
      throw invalid("No OpenIDConnect provider found in your account for https://" + issuerUrl);
    }
    return provider;
  }

  private static String audience(JsonWebToken token, Structure provider) {
    String party = token.text("azp");
    List<String> audiences = party == null ? token.texts("aud") : List.of(party);
    for (String audience : audiences) {
      if (provider.texts("ClientIDList").contains(audience)) {
        return audience;
      }
    }
    throw invalid("Incorrect token audience");
  }

  private void check(JsonWebToken token, String issuerUrl, Instant now) {
    boolean signed =
        keys.of(issuerUrl, token.keyId()).stream().anyMatch(key -> token.isSignedBy(key));
    if (!signed) {
      throw invalid(
          "Couldn't retrieve verification key from your identity provider,  please reference"
              + " AssumeRoleWithWebIdentity documentation for requirements");
    }
    Instant expires = token.time("exp");
    Instant begins = token.time("nbf");
    if (expires == null || !now.isBefore(expires)) {
      throw new AwsException(
          400,
          "ExpiredTokenException",
          "Token expired: current date/time must be before the expiration date/time");
    }
    if (begins != null && now.isBefore(begins.minus(SKEW_MAX))) {
      throw invalid("Token must be used after its not-before time");
    }
    if (token.text("sub") == null) {
      throw invalid("Missing a required claim: sub");
    }
  }

  private static void authorize(
      Call call,
      AssumedRole role,
      Structure provider,
      SessionTags tags,
      @Nullable String source,
      Map<String, String> claims) {
    Context.Builder context = new Context.Builder();
    claims.forEach(context::put);
    context.put("sts:RoleSessionName", call.need("RoleSessionName"));
    if (source != null) {
      context.put("sts:SourceIdentity", source);
    }
    tags.addTo(context);
    role.addTo(context);
    Federated.require(
        call, role, Caller.federated(provider.need("Arn")), "AssumeRoleWithWebIdentity", context);
  }

  /** Claims as condition keys; those of GitHub and others are not filtered. */
  private static Map<String, String> claims(JsonWebToken token, String issuerUrl, String audience) {
    Map<String, String> keys = new TreeMap<>();
    for (Member member : token.claims().members()) {
      if (member.value() instanceof Scalar scalar) {
        keys.put(issuerUrl + ":" + member.name(), scalar.text());
      }
    }
    keys.put(issuerUrl + ":aud", audience);
    keys.remove(issuerUrl + ":exp");
    keys.remove(issuerUrl + ":iat");
    keys.remove(issuerUrl + ":nbf");
    return keys;
  }

  private static Map<String, String> tags(JsonWebToken token) {
    Map<String, String> tags = new TreeMap<>();
    if (token.claims().get(TAGS) instanceof JsonObject all
        && all.get("principal_tags") instanceof JsonObject named) {
      for (Member member : named.members()) {
        if (member.value() instanceof JsonArray values
            && !values.items().isEmpty()
            && values.items().get(0) instanceof Scalar scalar) {
          tags.put(member.name(), scalar.text());
        }
      }
    }
    return tags;
  }

  private static List<String> transitive(JsonWebToken token) {
    return token.claims().get(TAGS) instanceof JsonObject all
            && all.get("transitive_tag_keys") instanceof JsonArray keys
        ? keys.items().stream()
            .filter(Scalar.class::isInstance)
            .map(each -> ((Scalar) each).text())
            .toList()
        : List.of();
  }
}
