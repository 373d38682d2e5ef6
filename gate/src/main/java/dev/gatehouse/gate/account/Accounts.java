package dev.gatehouse.gate.account;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.context.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Account service. Without an {@code AccountId} a call is about the caller's own account; with
 * one it comes from the management account and is about another account of the organization.
 */
public final class Accounts {
  private static final String CONTACT = "contact";
  private static final String ALTERNATE = "alternate-contact/";
  private static final String NAME = "account-name";
  private static final String REGION = "region/";

  /** Regions that are always on, and those that an account opts in to. */
  private static final List<String> DEFAULT_REGIONS =
      List.of(
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "ca-central-1",
          "eu-central-1",
          "eu-north-1",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  private static final List<String> OPT_IN_REGIONS =
      List.of(
          "af-south-1",
          "ap-east-1",
          "ap-south-2",
          "ap-southeast-3",
          "ap-southeast-4",
          "ap-southeast-5",
          "ap-southeast-7",
          "ca-west-1",
          "eu-central-2",
          "eu-south-1",
          "eu-south-2",
          "il-central-1",
          "me-central-1",
          "me-south-1",
          "mx-central-1");

  private Accounts() {}

  /** The service with all of its operations. */
  public static Service service() {
    Service service = new Service(ServiceModel.load("account"), Accounts::require);
    service.read("GetAccountInformation", Accounts::information);
    service.write("PutAccountName", call -> set(call, NAME, call.input().only("AccountName")));
    service.read(
        "GetContactInformation",
        call -> Structure.of("ContactInformation", kept(call, CONTACT, "contact information")));
    service.write(
        "PutContactInformation",
        call -> set(call, CONTACT, call.input().structure("ContactInformation")));
    service.read(
        "GetAlternateContact",
        call -> Structure.of("AlternateContact", kept(call, alternate(call), "alternate contact")));
    service.write(
        "PutAlternateContact",
        call -> set(call, alternate(call), call.input().without("AccountId")));
    service.write("DeleteAlternateContact", Accounts::deleteAlternate);
    service.read("ListRegions", Accounts::listRegions);
    service.read(
        "GetRegionOptStatus",
        call ->
            Structure.of(
                "RegionName", call.need("RegionName"),
                "RegionOptStatus", region(call)));
    service.write("EnableRegion", opt("ENABLED"));
    service.write("DisableRegion", opt("DISABLED"));
    service.read("GetPrimaryEmail", Accounts::primaryEmail);
    service.refuse("StartPrimaryEmailUpdate", "there is no mail here to send a code with");
    service.refuse("AcceptPrimaryEmailUpdate", "there is no mail here to send a code with");
    service.refuse("GetGovCloudAccountInformation", "there is no second partition here");
    return service;
  }

  private static void require(Call call) {
    String account = call.input().text("AccountId", call.account());
    Structure organization =
        call.state().organization().all(Kind.ORGANIZATION).stream().findFirst().orElse(null);
    boolean other = call.text("AccountId") != null;
    String arn = "arn:aws:account::" + call.account() + ":account";
    if (other && organization != null) {
      arn += "/" + organization.need("Id") + "/" + account;
    }
    call.require(Permission.of("account:" + call.name(), arn, call.account(), Context.empty()));
    boolean manages =
        organization != null
            && organization.need("MasterAccountId").equals(call.account())
            && call.state().organization().get(Kind.ACCOUNT, account) != null
            && !account.equals(call.account());
    if (other && !manages) {
      throw new AwsException(
          403,
          "AccessDeniedException",
          "User: "
              + call.caller().arn()
              + " is not authorized to perform: account:"
              + call.name()
              + " (The management account can only be managed using the standalone context from the"
              + " management account.)");
    }
  }

  private static Holdings holdings(Call call) {
    Holdings holdings = call.state().account(call.input().text("AccountId", call.account()));
    if (holdings == null) {
      throw notFound("account");
    }
    return holdings;
  }

  private static AwsException notFound(String what) {
    return new AwsException(
        404, "ResourceNotFoundException", "No " + what + " found for the account.");
  }

  private static Structure kept(Call call, String name, String what) {
    Structure setting = holdings(call).get(Kind.SETTING, name);
    if (setting == null) {
      throw notFound(what);
    }
    return setting.structure("Value");
  }

  private static Structure set(Call call, String name, Structure value) {
    holdings(call).put(Kind.SETTING, Structure.of("Name", name, "Value", value));
    return Structure.EMPTY;
  }

  private static String alternate(Call call) {
    return ALTERNATE + call.need("AlternateContactType");
  }

  private static Structure deleteAlternate(Call call) {
    kept(call, alternate(call), "alternate contact");
    holdings(call).remove(Kind.SETTING, alternate(call));
    return Structure.EMPTY;
  }

  private static @Nullable Structure member(Call call) {
    return call.state().organization().get(Kind.ACCOUNT, holdings(call).owner());
  }

  private static Structure information(Call call) {
    Structure member = member(call);
    Structure named = holdings(call).get(Kind.SETTING, NAME);
    String id = holdings(call).owner();
    return Structure.of(
        "AccountId",
        id,
        "AccountName",
        named != null
            ? named.structure("Value").need("AccountName")
            : member == null ? id : member.text("Name"),
        "AccountCreatedDate",
        member == null ? null : member.get("JoinedTimestamp"),
        "AccountState",
        "ACTIVE");
  }

  private static Structure primaryEmail(Call call) {
    Structure member = member(call);
    if (member == null) {
      throw notFound("primary email");
    }
    return Structure.of("PrimaryEmail", member.text("Email"));
  }

  private static Structure listRegions(Call call) {
    Map<String, String> regions = new TreeMap<>();
    DEFAULT_REGIONS.forEach(each -> regions.put(each, "ENABLED_BY_DEFAULT"));
    OPT_IN_REGIONS.forEach(each -> regions.put(each, opted(call, each)));
    List<String> asked = call.input().texts("RegionOptStatusContains");
    List<Structure> shown =
        regions.entrySet().stream()
            .filter(each -> asked.isEmpty() || asked.contains(each.getValue()))
            .map(
                each ->
                    Structure.of("RegionName", each.getKey(), "RegionOptStatus", each.getValue()))
            .toList();
    return Structure.of("Regions", shown);
  }

  private static String opted(Call call, String region) {
    Structure setting = holdings(call).get(Kind.SETTING, REGION + region);
    return setting == null ? "DISABLED" : setting.structure("Value").need("Status");
  }

  private static String region(Call call) {
    String region = call.need("RegionName");
    if (DEFAULT_REGIONS.contains(region)) {
      return "ENABLED_BY_DEFAULT";
    }
    if (!OPT_IN_REGIONS.contains(region)) {
      throw new AwsException(400, "ValidationException", "Invalid region: " + region);
    }
    return opted(call, region);
  }

  private static Handler opt(String status) {
    return call -> {
      if (region(call).equals("ENABLED_BY_DEFAULT")) {
        throw new AwsException(
            400, "ValidationException", "The region is enabled by default and stays so.");
      }
      return set(call, REGION + call.need("RegionName"), Structure.of("Status", status));
    };
  }
}
