package dev.gatehouse.gate.organization;

import static dev.gatehouse.gate.organization.Organizations.error;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.util.ArrayList;
import java.util.List;

/** Services with access to the organization, its resource policy, and tags. */
final class OrganizationSettings {
  private static final String ACCESS = "service-access/";
  private static final String RESOURCE_POLICY = "resource-policy";

  private OrganizationSettings() {}

  static void addTo(Service service) {
    service.write("EnableAWSServiceAccess", OrganizationSettings::enable);
    service.write("DisableAWSServiceAccess", OrganizationSettings::disable);
    service.read("ListAWSServiceAccessForOrganization", OrganizationSettings::listAccess);
    service.write("PutResourcePolicy", OrganizationSettings::putPolicy);
    service.read("DescribeResourcePolicy", OrganizationSettings::policy);
    service.write("DeleteResourcePolicy", OrganizationSettings::deletePolicy);
    service.write("TagResource", OrganizationSettings::tag);
    service.write("UntagResource", OrganizationSettings::untag);
    service.read("ListTagsForResource", OrganizationSettings::tags);
  }

  private static Structure enable(Call call) {
    String principal = call.need("ServicePrincipal");
    call.state()
        .organization()
        .put(
            Kind.SETTING,
            Structure.of(
                "Name",
                ACCESS + principal,
                "ServicePrincipal",
                principal,
                "DateEnabled",
                call.now()));
    return Structure.EMPTY;
  }

  private static Structure disable(Call call) {
    call.state().organization().remove(Kind.SETTING, ACCESS + call.need("ServicePrincipal"));
    return Structure.EMPTY;
  }

  private static Structure listAccess(Call call) {
    return Pages.of(
        call.input(),
        "EnabledServicePrincipals",
        call.state().organization().all(Kind.SETTING).stream()
            .filter(each -> each.need("Name").startsWith(ACCESS))
            .map(each -> each.only("ServicePrincipal", "DateEnabled"))
            .toList());
  }

  private static Structure view(Structure policy) {
    return Structure.of(
        "ResourcePolicy",
        Structure.of(
            "ResourcePolicySummary", policy.only("Id", "Arn"), "Content", policy.need("Content")));
  }

  private static Structure putPolicy(Call call) {
    Structure organization = Organizations.there(call);
    String id = "rp-" + organization.need("Id").substring(2);
    Structure policy =
        Structure.of(
            "Name",
            RESOURCE_POLICY,
            "Id",
            id,
            "Arn",
            Organizations.arn(organization, "resourcepolicy/" + organization.need("Id") + "/" + id),
            "Content",
            call.need("Content"));
    call.state().organization().put(Kind.SETTING, policy);
    return view(policy);
  }

  private static Structure thePolicy(Call call) {
    Structure policy = call.state().organization().get(Kind.SETTING, RESOURCE_POLICY);
    if (policy == null) {
      throw error(
          "ResourcePolicyNotFoundException", "You specified a resource policy that doesn't exist.");
    }
    return policy;
  }

  private static Structure policy(Call call) {
    return view(thePolicy(call));
  }

  private static Structure deletePolicy(Call call) {
    thePolicy(call);
    call.state().organization().remove(Kind.SETTING, RESOURCE_POLICY);
    return Structure.EMPTY;
  }

  private static Kind kind(Holdings organization, String id) {
    for (Kind kind : List.of(Kind.ACCOUNT, Kind.UNIT, Kind.ROOT, Kind.CONTROL_POLICY)) {
      if (organization.get(kind, id) != null) {
        return kind;
      }
    }
    throw error("TargetNotFoundException", "You specified a target that doesn't exist.");
  }

  private static Structure item(Call call) {
    Holdings organization = call.state().organization();
    String id = call.need("ResourceId");
    Structure item = organization.get(kind(organization, id), id);
    if (item == null) {
      throw new IllegalStateException("It was there.");
    }
    return item;
  }

  private static Structure tag(Call call) {
    List<Structure> tags = new ArrayList<>(item(call).structures("Tags"));
    for (Structure tag : call.input().structures("Tags")) {
      tags.removeIf(each -> each.need("Key").equals(tag.need("Key")));
      tags.add(tag);
    }
    return put(call, tags);
  }

  private static Structure untag(Call call) {
    List<Structure> tags = new ArrayList<>(item(call).structures("Tags"));
    tags.removeIf(each -> call.input().texts("TagKeys").contains(each.need("Key")));
    return put(call, tags);
  }

  private static Structure put(Call call, List<Structure> tags) {
    Holdings organization = call.state().organization();
    organization.put(
        kind(organization, call.need("ResourceId")),
        item(call).with("Tags", tags.isEmpty() ? null : tags));
    return Structure.EMPTY;
  }

  private static Structure tags(Call call) {
    return Pages.of(call.input(), "Tags", item(call).structures("Tags"));
  }
}
