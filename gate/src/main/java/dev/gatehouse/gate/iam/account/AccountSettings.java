package dev.gatehouse.gate.iam.account;

import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of an account: its alias, and features that are on or off. */
public final class AccountSettings {
  private static final String ALIAS = "alias";
  private static final String TOKEN_VERSION = "global-endpoint-token-version";
  private static final String OUTBOUND = "outbound-web-identity-federation";
  private static final String FEATURES = "organizations-features";

  private AccountSettings() {}

  public static void addTo(Service iam) {
    iam.write("CreateAccountAlias", AccountSettings::createAlias);
    iam.read("ListAccountAliases", AccountSettings::listAliases);
    iam.write("DeleteAccountAlias", AccountSettings::deleteAlias);
    iam.write("SetSecurityTokenServicePreferences", AccountSettings::setTokenVersion);
    iam.write("EnableOutboundWebIdentityFederation", AccountSettings::enableOutbound);
    iam.write("DisableOutboundWebIdentityFederation", AccountSettings::disableOutbound);
    iam.read("GetOutboundWebIdentityFederationInfo", AccountSettings::outbound);
    feature(iam, "RootCredentialsManagement");
    feature(iam, "RootSessions");
    iam.read("ListOrganizationsFeatures", AccountSettings::features);
  }

  private static @Nullable String value(Holdings holdings, String name) {
    Structure setting = holdings.get(Kind.SETTING, name);
    return setting == null ? null : setting.text("Value");
  }

  private static void set(Call call, String name, String value) {
    call.holdings().put(Kind.SETTING, Structure.of("Name", name, "Value", value));
  }

  private static Structure createAlias(Call call) {
    String alias = call.need("AccountAlias");
    boolean taken =
        call.state().accounts().stream()
            .anyMatch(each -> alias.equals(value(each, ALIAS)) && each != call.holdings());
    if (taken) {
      throw Errors.alreadyExists("The account alias " + alias + " already exists.");
    }
    set(call, ALIAS, alias);
    return Structure.EMPTY;
  }

  private static Structure listAliases(Call call) {
    String alias = value(call.holdings(), ALIAS);
    return Structure.of(
        "AccountAliases", alias == null ? List.of() : List.of(alias), "IsTruncated", false);
  }

  private static Structure deleteAlias(Call call) {
    String alias = call.need("AccountAlias");
    if (!alias.equals(value(call.holdings(), ALIAS))) {
      throw Errors.noSuchEntity("The account alias " + alias + " cannot be found.");
    }
    call.holdings().remove(Kind.SETTING, ALIAS);
    return Structure.EMPTY;
  }

  private static Structure setTokenVersion(Call call) {
    set(call, TOKEN_VERSION, call.need("GlobalEndpointTokenVersion"));
    return Structure.EMPTY;
  }

  static int tokenVersion(Holdings holdings) {
    return "v2Token".equals(value(holdings, TOKEN_VERSION)) ? 2 : 1;
  }

  /** The issuer of an account's own web identity tokens; null while it issues none. */
  public static @Nullable String issuer(Holdings holdings) {
    return value(holdings, OUTBOUND);
  }

  private static Structure enableOutbound(Call call) {
    if (issuer(call.holdings()) != null) {
      throw new AwsException(
          409, "FeatureEnabled", "Outbound web identity federation is already enabled.");
    }
    String issuer = "https://" + java.util.UUID.randomUUID() + ".tokens.sts.global.api.aws";
    set(call, OUTBOUND, issuer);
    return Structure.of("IssuerIdentifier", issuer);
  }

  private static Structure disableOutbound(Call call) {
    requireOutbound(call);
    call.holdings().remove(Kind.SETTING, OUTBOUND);
    return Structure.EMPTY;
  }

  private static String requireOutbound(Call call) {
    String issuer = issuer(call.holdings());
    if (issuer == null) {
      throw new AwsException(
          404, "FeatureDisabled", "Outbound web identity federation is not enabled.");
    }
    return issuer;
  }

  private static Structure outbound(Call call) {
    return Structure.of("IssuerIdentifier", requireOutbound(call), "JwtVendingEnabled", true);
  }

  private static void feature(Service iam, String feature) {
    iam.write("EnableOrganizations" + feature, call -> setFeature(call, feature, true));
    iam.write("DisableOrganizations" + feature, call -> setFeature(call, feature, false));
  }

  private static Structure setFeature(Call call, String feature, boolean on) {
    Structure organization = organization(call);
    Structure setting = call.state().organization().get(Kind.SETTING, FEATURES);
    List<String> features = new ArrayList<>(setting == null ? List.of() : setting.texts("Enabled"));
    features.remove(feature);
    if (on) {
      features.add(feature);
    }
    call.state()
        .organization()
        .put(Kind.SETTING, Structure.of("Name", FEATURES, "Enabled", features));
    return Structure.of("OrganizationId", organization.need("Id"), "EnabledFeatures", features);
  }

  /** Whether the organization manages the root users of its members. */
  public static boolean hasFeature(Holdings organization, String feature) {
    Structure setting = organization.get(Kind.SETTING, FEATURES);
    return setting != null && setting.texts("Enabled").contains(feature);
  }

  private static Structure organization(Call call) {
    Holdings organization = call.state().organization();
    if (organization.count(Kind.ORGANIZATION) == 0) {
      throw new AwsException(
          404,
          "OrganizationNotFoundException",
          "The request was rejected because your account is not part of an organization.");
    }
    Structure about = organization.all(Kind.ORGANIZATION).iterator().next();
    if (!about.need("MasterAccountId").equals(call.account())) {
      throw new AwsException(
          403,
          "CallerIsNotManagementAccountException",
          "The request was rejected because the account making the request is not the management"
              + " account for the organization.");
    }
    return about;
  }

  private static Structure features(Call call) {
    Structure organization = organization(call);
    Structure setting = call.state().organization().get(Kind.SETTING, FEATURES);
    return Structure.of(
        "OrganizationId",
        organization.need("Id"),
        "EnabledFeatures",
        setting == null ? List.of() : setting.texts("Enabled"));
  }
}
