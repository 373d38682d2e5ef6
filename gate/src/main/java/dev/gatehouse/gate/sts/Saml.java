package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.federation.SamlAssertion;
import dev.gatehouse.gate.iam.provider.SamlMetadata;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.gate.operation.Notes;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trades a SAML response for credentials of a role that it names. */
final class Saml implements Handler {
  private static final String ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/";
  private static final String AUDIENCE = "https://signin.aws.amazon.com/saml";
  private static final String OTHER_AUDIENCE = "urn:amazon:webservices";

  private final SessionIssuer issuer;

  Saml(SessionIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public Structure answer(Call call) {
    String response = decoded(call.need("SAMLAssertion"));
    AssumedRole role = AssumedRole.find(call.state(), call.need("RoleArn"));
    String providerArn = call.need("PrincipalArn");
    SamlMetadata provider = provider(call, providerArn);
    SamlAssertion assertion = checked(call, response, provider);
    Map<String, List<String>> attributes = assertion.attributes();
    requireRole(attributes, role.arn(), providerArn);
    String name = first(attributes, "RoleSessionName");
    if (name == null || !name.matches("[\\w+=,.@-]{2,64}")) {
      throw invalid("RoleSessionName is required in AuthnResponse");
    }
    SessionTags tags =
        SessionTags.asserted(
            tags(attributes), attributes.getOrDefault(ATTRIBUTES + "TransitiveTagKeys", List.of()));
    String source = first(attributes, "SourceIdentity");
    Map<String, String> keys = keys(assertion, providerArn);
    call.notes()
        .asserted(
            new Notes.Bearer(
                providerArn,
                nameQualifier(assertion, providerArn),
                assertion.subject(),
                JsonWriter.object("sAMLAssertionID", assertion.id(), "roleSessionName", name)));
    authorize(call, role, providerArn, name, tags, source, keys);
    SessionPolicies policies = SessionPolicies.of(call, role.account(), tags);
    int seconds = seconds(call, role, first(attributes, "SessionDuration"));
    Session session =
        new RoleSession(role, name, tags, policies, source, null, providerArn, keys)
            .issue(issuer, call.now(), seconds);
    call.notes().assumed(role.there());
    return Structure.of(
        "Credentials", issuer.credentials(session),
        "AssumedRoleUser", role.user(name),
        "PackedPolicySize", policies.packedSize(),
        "Subject", assertion.subject(),
        "SubjectType", assertion.subjectType(),
        "Issuer", assertion.issuer(),
        "Audience", assertion.recipient(),
        "NameQualifier", nameQualifier(assertion, providerArn),
        "SourceIdentity", source);
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "InvalidIdentityToken", message);
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsException.validation("Invalid base64 SAMLResponse");
    }
  }

  private static SamlMetadata provider(Call call, String arn) {
    Holdings holdings = call.state().account(Arn.account(arn));
    Structure provider = holdings == null ? null : holdings.get(Kind.SAML_PROVIDER, arn);
    if (provider == null) {
      throw invalid("Specified provider doesn't exist");
    }
    return SamlMetadata.read(provider.need("SAMLMetadataDocument"));
  }

  private static SamlAssertion checked(Call call, String response, SamlMetadata provider) {
    Object read = SamlAssertion.read(response, provider);
    if (!(read instanceof SamlAssertion assertion)) {
      throw invalid(
          read == SamlAssertion.Fault.NOT_SIGNED
              ? "Response signature invalid"
              : "Invalid SAML response");
    }
    if (!assertion.issuer().equals(provider.entityId())) {
      throw invalid("Issuer not present in specified provider");
    }
    if (!assertion.isValidAt(call.now())) {
      throw new AwsException(
          400, "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance");
    }
    String audience = assertion.audience();
    boolean ours = audience.equals(AUDIENCE) || audience.equals(OTHER_AUDIENCE);
    if (!ours || !assertion.recipient().startsWith("https://")) {
      throw invalid("Response does not contain the required audience.");
    }
    return assertion;
  }

  /** The response must name the pair of role and provider, in either order. */
  private static void requireRole(
      Map<String, List<String>> attributes, String roleArn, String providerArn) {
    for (String pair : attributes.getOrDefault(ATTRIBUTES + "Role", List.of())) {
      List<String> parts = List.of(pair.split("\\s*,\\s*"));
      if (parts.size() == 2 && parts.contains(roleArn) && parts.contains(providerArn)) {
        return;
      }
    }
    throw new AwsException(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML");
  }

  private static @Nullable String first(Map<String, List<String>> attributes, String name) {
    List<String> values = attributes.getOrDefault(ATTRIBUTES + name, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  private static Map<String, String> tags(Map<String, List<String>> attributes) {
    Map<String, String> tags = new TreeMap<>();
    String prefix = ATTRIBUTES + "PrincipalTag:";
    attributes.forEach(
        (name, values) -> {
          if (name.startsWith(prefix) && !values.isEmpty()) {
            tags.put(name.substring(prefix.length()), values.get(0));
          }
        });
    return tags;
  }

  /** The shorter of what the caller asks for and what the provider allows. */
  private static int seconds(Call call, AssumedRole role, @Nullable String allowed) {
    int asked = Durations.ofRole(call.input(), role.maximum(), false);
    boolean limits = allowed != null && allowed.matches("[0-9]{3,5}");
    return limits && allowed != null
        ? Math.min(asked, Math.max(900, Integer.parseInt(allowed)))
        : asked;
  }

  private static Map<String, String> keys(SamlAssertion assertion, String providerArn) {
    Map<String, String> keys = new TreeMap<>();
    keys.put("saml:aud", assertion.recipient());
    keys.put("saml:iss", assertion.issuer());
    keys.put("saml:sub", assertion.subject());
    keys.put("saml:sub_type", assertion.subjectType());
    keys.put("saml:namequalifier", nameQualifier(assertion, providerArn));
    return keys;
  }

  /** What makes a subject unique: a hash of issuer, account and provider (STS API reference). */
  private static String nameQualifier(SamlAssertion assertion, String providerArn) {
    String name = providerArn.substring(providerArn.lastIndexOf('/'));
    String text = assertion.issuer() + Arn.account(providerArn) + name;
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-1.", e);
    }
  }

  private static void authorize(
      Call call,
      AssumedRole role,
      String providerArn,
      String name,
      SessionTags tags,
      @Nullable String source,
      Map<String, String> keys) {
    Context.Builder context = new Context.Builder();
    keys.forEach(context::put);
    context.put("sts:RoleSessionName", name);
    if (source != null) {
      context.put("sts:SourceIdentity", source);
    }
    tags.addTo(context);
    role.addTo(context);
    Federated.require(call, role, Caller.federated(providerArn), "AssumeRoleWithSAML", context);
  }
}
