package dev.gatehouse.gate.iam.provider;

import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** OpenID Connect providers. */
public final class OidcProviders {
  private static final int CLIENT_IDS_MAX = 100;
  private static final int THUMBPRINTS_MAX = 5;

  private OidcProviders() {}

  public static void addTo(Service iam) {
    iam.write("CreateOpenIDConnectProvider", OidcProviders::create);
    iam.read("GetOpenIDConnectProvider", OidcProviders::get);
    iam.read("ListOpenIDConnectProviders", OidcProviders::list);
    iam.write("DeleteOpenIDConnectProvider", OidcProviders::delete);
    iam.write("UpdateOpenIDConnectProviderThumbprint", OidcProviders::updateThumbprints);
    iam.write("AddClientIDToOpenIDConnectProvider", OidcProviders::addClient);
    iam.write("RemoveClientIDFromOpenIDConnectProvider", OidcProviders::removeClient);
  }

  private static Structure create(Call call) {
    Structure input = call.input();
    String url = host(input.need("Url"));
    List<String> clients = input.texts("ClientIDList");
    List<String> thumbprints = input.texts("ThumbprintList");
    checkThumbprints(thumbprints);
    if (clients.size() > CLIENT_IDS_MAX) {
      throw Errors.limitExceeded("Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
    }
    String arn = Entity.OIDC_PROVIDER.arn(call.account(), "/", url);
    if (call.holdings().get(Kind.OIDC_PROVIDER, arn) != null) {
      throw Errors.alreadyExists("Provider with url https://" + url + " already exists.");
    }
    Quota.OIDC_PROVIDERS.check(call.holdings().count(Kind.OIDC_PROVIDER) + 1);
    Structure provider =
        Structure.of(
            "Arn", arn,
            "Url", url,
            "ClientIDList", clients,
            "ThumbprintList", thumbprints,
            "CreateDate", call.now(),
            "Tags", TagList.given(Entity.OIDC_PROVIDER, input));
    call.holdings().put(Kind.OIDC_PROVIDER, provider);
    return Structure.of("OpenIDConnectProviderArn", arn, "Tags", provider.get("Tags"));
  }

  /** Host and path of a provider's address. */
  private static String host(String url) {
    try {
      URI uri = new URI(url);
      boolean plain = uri.getQuery() == null && uri.getFragment() == null;
      if ("https".equals(uri.getScheme()) && uri.getHost() != null && plain) {
        String text = url.substring("https://".length());
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw AwsException.validation("Invalid Open ID Connect Provider URL");
  }

  private static void checkThumbprints(List<String> thumbprints) {
    if (thumbprints.size() > THUMBPRINTS_MAX) {
      throw Errors.invalidInput("Thumbprint list must contain fewer than 5 entries.");
    }
  }

  private static Structure get(Call call) {
    return Entity.OIDC_PROVIDER
        .find(call)
        .only("Url", "ClientIDList", "ThumbprintList", "CreateDate", "Tags");
  }

  private static Structure list(Call call) {
    return Structure.of(
        "OpenIDConnectProviderList",
        call.holdings().all(Kind.OIDC_PROVIDER).stream().map(each -> each.only("Arn")).toList());
  }

  /** Changes say it in other words than reads. */
  private static Structure there(Call call) {
    String arn = call.need("OpenIDConnectProviderArn");
    Structure provider = call.holdings().get(Kind.OIDC_PROVIDER, arn);
    if (provider == null) {
      throw Errors.noSuchEntity("OpenId connect Provider " + arn + " cannot be found.");
    }
    return provider;
  }

  private static Structure delete(Call call) {
    call.holdings().remove(Kind.OIDC_PROVIDER, there(call).need("Arn"));
    return Structure.EMPTY;
  }

  private static Structure updateThumbprints(Call call) {
    List<String> thumbprints = call.input().texts("ThumbprintList");
    checkThumbprints(thumbprints);
    call.holdings().put(Kind.OIDC_PROVIDER, there(call).with("ThumbprintList", thumbprints));
    return Structure.EMPTY;
  }

  private static Structure addClient(Call call) {
    Structure provider = there(call);
    List<String> clients = new ArrayList<>(provider.texts("ClientIDList"));
    String client = call.need("ClientID");
    if (!clients.contains(client)) {
      clients.add(client);
    }
    if (clients.size() > CLIENT_IDS_MAX) {
      throw Errors.limitExceeded("Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
    }
    call.holdings().put(Kind.OIDC_PROVIDER, provider.with("ClientIDList", clients));
    return Structure.EMPTY;
  }

  private static Structure removeClient(Call call) {
    Structure provider = there(call);
    List<String> clients = new ArrayList<>(provider.texts("ClientIDList"));
    clients.remove(call.need("ClientID"));
    call.holdings().put(Kind.OIDC_PROVIDER, provider.with("ClientIDList", clients));
    return Structure.EMPTY;
  }
}
