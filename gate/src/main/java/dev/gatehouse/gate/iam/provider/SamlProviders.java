package dev.gatehouse.gate.iam.provider;

import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** SAML providers. */
public final class SamlProviders {
  /** Metadata that say nothing of their end are taken to be good for so long. */
  private static final int YEARS_VALID = 100;

  private SamlProviders() {}

  public static void addTo(Service iam) {
    iam.write("CreateSAMLProvider", SamlProviders::create);
    iam.read("GetSAMLProvider", SamlProviders::get);
    iam.read("ListSAMLProviders", SamlProviders::list);
    iam.write("UpdateSAMLProvider", SamlProviders::update);
    iam.write("DeleteSAMLProvider", SamlProviders::delete);
  }

  private static Structure create(Call call) {
    Structure input = call.input();
    String metadata = input.need("SAMLMetadataDocument");
    SamlMetadata.check(metadata);
    String arn = Entity.SAML_PROVIDER.arn(call.account(), "/", input.need("Name"));
    if (call.holdings().get(Kind.SAML_PROVIDER, arn) != null) {
      throw Errors.alreadyExists(
          "SAMLProvider with name " + input.need("Name") + " already exists.");
    }
    Quota.SAML_PROVIDERS.check(call.holdings().count(Kind.SAML_PROVIDER) + 1);
    Structure provider =
        Structure.of(
            "Arn", arn,
            "SAMLProviderUUID",
                "SAMLP"
                    + UUID.randomUUID()
                        .toString()
                        .replace("-", "")
                        .toUpperCase(java.util.Locale.ROOT),
            "SAMLMetadataDocument", metadata,
            "CreateDate", call.now(),
            "ValidUntil", validUntil(call.now()),
            "AssertionEncryptionMode", input.text("AssertionEncryptionMode"),
            "Tags", TagList.given(Entity.SAML_PROVIDER, input));
    call.holdings().put(Kind.SAML_PROVIDER, provider);
    return Structure.of("SAMLProviderArn", arn, "Tags", provider.get("Tags"));
  }

  private static Instant validUntil(Instant now) {
    return now.atOffset(ZoneOffset.UTC).plusYears(YEARS_VALID).toInstant();
  }

  private static Structure get(Call call) {
    return Entity.SAML_PROVIDER
        .find(call)
        .only(
            "SAMLProviderUUID",
            "SAMLMetadataDocument",
            "CreateDate",
            "ValidUntil",
            "Tags",
            "AssertionEncryptionMode");
  }

  private static Structure list(Call call) {
    return Structure.of(
        "SAMLProviderList",
        call.holdings().all(Kind.SAML_PROVIDER).stream()
            .map(each -> each.only("Arn", "ValidUntil", "CreateDate"))
            .toList());
  }

  private static Structure update(Call call) {
    Structure provider = Entity.SAML_PROVIDER.find(call);
    String metadata = call.text("SAMLMetadataDocument");
    if (metadata != null) {
      SamlMetadata.check(metadata);
      provider = provider.with("SAMLMetadataDocument", metadata);
    }
    if (call.input().has("AssertionEncryptionMode")) {
      provider = provider.with("AssertionEncryptionMode", call.text("AssertionEncryptionMode"));
    }
    call.holdings().put(Kind.SAML_PROVIDER, provider);
    return Structure.of("SAMLProviderArn", provider.need("Arn"));
  }

  private static Structure delete(Call call) {
    call.holdings().remove(Kind.SAML_PROVIDER, Entity.SAML_PROVIDER.find(call).need("Arn"));
    return Structure.EMPTY;
  }
}
