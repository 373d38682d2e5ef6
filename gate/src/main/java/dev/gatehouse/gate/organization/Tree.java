package dev.gatehouse.gate.organization;

import static dev.gatehouse.gate.organization.Organizations.error;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organization itself, its root and its organizational units. */
public final class Tree {
  private final Ids ids;

  private Tree(Ids ids) {
    this.ids = ids;
  }

  static void addTo(Service service, Ids ids) {
    Tree tree = new Tree(ids);
    service.write("CreateOrganization", tree::createOrganization);
    service.read("DescribeOrganization", call -> view(Organizations.there(call)));
    service.write("DeleteOrganization", Tree::deleteOrganization);
    service.read(
        "ListRoots", call -> Pages.of(call.input(), "Roots", roots(call.state().organization())));
    service.write("CreateOrganizationalUnit", tree::createUnit);
    service.read("DescribeOrganizationalUnit", Tree::describeUnit);
    service.write("UpdateOrganizationalUnit", Tree::updateUnit);
    service.write("DeleteOrganizationalUnit", Tree::deleteUnit);
    service.read("ListOrganizationalUnitsForParent", Tree::units);
    service.read("ListParents", Tree::parents);
    service.read("ListChildren", Tree::children);
  }

  private static Structure view(Structure organization) {
    return Structure.of(
        "Organization",
        organization.with(
            "AvailablePolicyTypes",
            List.of(Structure.of("Type", "SERVICE_CONTROL_POLICY", "Status", "ENABLED"))));
  }

  private static List<Structure> roots(Holdings organization) {
    return organization.all(Kind.ROOT).stream().map(Tree::rootView).toList();
  }

  private static Structure rootView(Structure root) {
    List<Structure> types =
        root.texts("EnabledTypes").stream()
            .map(type -> Structure.of("Type", type, "Status", "ENABLED"))
            .toList();
    return root.only("Id", "Arn", "Name").with("PolicyTypes", types);
  }

  private Structure createOrganization(Call call) {
    Holdings organization = call.state().organization();
    if (Organizations.find(organization) != null) {
      throw error(
          "AlreadyInOrganizationException",
          "The AWS account is already a member of an organization.");
    }
    String features = call.input().text("FeatureSet", "ALL");
    return view(create(organization, ids, call.account(), "management", features, call.now()));
  }

  /** Makes the organization, with its root, which a first account manages. */
  public static Structure create(
      Holdings organization,
      Ids ids,
      String account,
      String accountName,
      String features,
      Instant now) {
    String id = "o-" + ids.text("abcdefghijklmnopqrstuvwxyz0123456789", 10);
    String email = accountName + "@example.com";
    Structure made =
        Structure.of(
            "Id", id,
            "Arn", "arn:aws:organizations::" + account + ":organization/" + id,
            "FeatureSet", features,
            "MasterAccountArn",
                "arn:aws:organizations::" + account + ":account/" + id + "/" + account,
            "MasterAccountId", account,
            "MasterAccountEmail", email);
    organization.put(Kind.ORGANIZATION, made);
    String root = "r-" + ids.text("abcdefghijklmnopqrstuvwxyz0123456789", 4);
    List<String> types = features.equals("ALL") ? List.of("SERVICE_CONTROL_POLICY") : List.of();
    organization.put(
        Kind.ROOT,
        Structure.of(
            "Id",
            root,
            "Arn",
            Organizations.arn(made, "root/" + id + "/" + root),
            "Name",
            "Root",
            "EnabledTypes",
            types));
    ControlPolicyOperations.addFullAccess(organization, root);
    Accounts.add(organization, made, account, accountName, email, "INVITED", root, now);
    return made;
  }

  private static Structure deleteOrganization(Call call) {
    Holdings organization = call.state().organization();
    if (organization.count(Kind.ACCOUNT) > 1) {
      throw error(
          "OrganizationNotEmptyException",
          "The organization still has member accounts. Remove them first.");
    }
    for (Kind kind : Kind.values()) {
      for (Structure item : List.copyOf(organization.all(kind))) {
        organization.remove(kind, item.need(kind.key()));
      }
    }
    return Structure.EMPTY;
  }

  /** The root or unit of an id. */
  static Structure parent(Holdings organization, String id) {
    Structure unit = organization.get(Kind.UNIT, id);
    Structure found = unit == null ? organization.get(Kind.ROOT, id) : unit;
    if (found == null) {
      throw error("ParentNotFoundException", "You specified parent that doesn't exist.");
    }
    return found;
  }

  private static Structure unit(Call call) {
    Structure unit = call.state().organization().get(Kind.UNIT, call.need("OrganizationalUnitId"));
    if (unit == null) {
      throw error(
          "OrganizationalUnitNotFoundException",
          "You specified an organizational unit that doesn't exist.");
    }
    return unit;
  }

  private static Structure unitView(Structure unit) {
    return unit.only("Id", "Arn", "Name");
  }

  private Structure createUnit(Call call) {
    Structure organization = Organizations.there(call);
    Holdings holdings = call.state().organization();
    String parent = parent(holdings, call.need("ParentId")).need("Id");
    String name = call.need("Name");
    requireFree(holdings, parent, name);
    String root = holdings.all(Kind.ROOT).iterator().next().need("Id");
    String id =
        "ou-" + root.substring(2) + "-" + ids.text("abcdefghijklmnopqrstuvwxyz0123456789", 8);
    List<Structure> tags = call.input().structures("Tags");
    Structure unit =
        Structure.of(
            "Id", id,
            "Arn", Organizations.arn(organization, "ou/" + organization.need("Id") + "/" + id),
            "Name", name,
            "ParentId", parent,
            "Tags", tags.isEmpty() ? null : tags);
    holdings.put(Kind.UNIT, unit);
    ControlPolicyOperations.addFullAccess(holdings, id);
    return Structure.of("OrganizationalUnit", unitView(unit));
  }

  private static void requireFree(Holdings holdings, String parent, String name) {
    boolean taken =
        holdings.all(Kind.UNIT).stream()
            .anyMatch(
                each -> each.need("ParentId").equals(parent) && each.need("Name").equals(name));
    if (taken) {
      throw error(
          "DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
    }
  }

  private static Structure describeUnit(Call call) {
    return Structure.of("OrganizationalUnit", unitView(unit(call)));
  }

  private static Structure updateUnit(Call call) {
    Structure unit = unit(call);
    String name = call.text("Name");
    if (name != null && !name.equals(unit.need("Name"))) {
      requireFree(call.state().organization(), unit.need("ParentId"), name);
      unit = unit.with("Name", name);
      call.state().organization().put(Kind.UNIT, unit);
    }
    return Structure.of("OrganizationalUnit", unitView(unit));
  }

  private static Structure deleteUnit(Call call) {
    Holdings holdings = call.state().organization();
    String id = unit(call).need("Id");
    if (!below(holdings, Kind.UNIT, id).isEmpty() || !below(holdings, Kind.ACCOUNT, id).isEmpty()) {
      throw error(
          "OrganizationalUnitNotEmptyException",
          "The organizational unit still has children. Remove them first.");
    }
    ControlPolicyOperations.forget(holdings, id);
    holdings.remove(Kind.UNIT, id);
    return Structure.EMPTY;
  }

  /** The units or accounts right below a root or unit. */
  static List<Structure> below(Holdings holdings, Kind kind, String parent) {
    return holdings.all(kind).stream()
        .filter(each -> parent.equals(each.text("ParentId")))
        .toList();
  }

  private static Structure units(Call call) {
    Holdings holdings = call.state().organization();
    String parent = parent(holdings, call.need("ParentId")).need("Id");
    return Pages.of(
        call.input(),
        "OrganizationalUnits",
        below(holdings, Kind.UNIT, parent).stream().map(Tree::unitView).toList());
  }

  private static Structure parents(Call call) {
    Holdings holdings = call.state().organization();
    String id = call.need("ChildId");
    Structure account = holdings.get(Kind.ACCOUNT, id);
    Structure child = account == null ? holdings.get(Kind.UNIT, id) : account;
    if (child == null) {
      throw error("ChildNotFoundException", "You specified a child that doesn't exist.");
    }
    @Nullable String parent = child.text("ParentId");
    List<Structure> parents = new ArrayList<>();
    if (parent != null) {
      boolean root = parent.startsWith("r-");
      parents.add(Structure.of("Id", parent, "Type", root ? "ROOT" : "ORGANIZATIONAL_UNIT"));
    }
    return Pages.of(call.input(), "Parents", parents);
  }

  private static Structure children(Call call) {
    Holdings holdings = call.state().organization();
    String parent = parent(holdings, call.need("ParentId")).need("Id");
    String type = call.need("ChildType");
    Kind kind = type.equals("ACCOUNT") ? Kind.ACCOUNT : Kind.UNIT;
    return Pages.of(
        call.input(),
        "Children",
        below(holdings, kind, parent).stream()
            .map(each -> Structure.of("Id", each.need("Id"), "Type", type))
            .toList());
  }
}
