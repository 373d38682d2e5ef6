package dev.gatehouse.gate.organization;

import static dev.gatehouse.gate.organization.Organizations.error;

import dev.gatehouse.gate.access.SavedPrincipals;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.time.Instant;
import java.util.List;

/** The accounts of the organization. */
public final class Accounts {
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final Ids ids;

  private Accounts(Ids ids) {
    this.ids = ids;
  }

  static void addTo(Service service, Ids ids) {
    Accounts accounts = new Accounts(ids);
    service.write("CreateAccount", accounts::create);
    service.read("DescribeCreateAccountStatus", Accounts::status);
    service.read("ListCreateAccountStatus", Accounts::statuses);
    service.read("DescribeAccount", call -> Structure.of("Account", view(there(call))));
    service.read("ListAccounts", Accounts::list);
    service.read("ListAccountsForParent", Accounts::ofParent);
    service.write("MoveAccount", Accounts::move);
    service.write("CloseAccount", Accounts::close);
    service.write("RemoveAccountFromOrganization", Accounts::remove);
    service.write("LeaveOrganization", Accounts::leave);
  }

  /** Takes an account into the organization. */
  public static void add(
      Holdings organization,
      Structure about,
      String id,
      String name,
      String email,
      String method,
      String parent,
      Instant now) {
    organization.put(
        Kind.ACCOUNT,
        Structure.of(
            "Id", id,
            "Arn", Organizations.arn(about, "account/" + about.need("Id") + "/" + id),
            "Email", email,
            "Name", name,
            "Status", "ACTIVE",
            "State", "ACTIVE",
            "JoinedMethod", method,
            "JoinedTimestamp", now,
            "ParentId", parent));
    ControlPolicyOperations.addFullAccess(organization, id);
  }

  static Structure view(Structure account) {
    return account.only(
        "Id", "Arn", "Email", "Name", "Status", "State", "JoinedMethod", "JoinedTimestamp");
  }

  private static Structure there(Call call) {
    return there(call.state().organization(), call.need("AccountId"));
  }

  static Structure there(Holdings organization, String id) {
    Structure account = organization.get(Kind.ACCOUNT, id);
    if (account == null) {
      throw error("AccountNotFoundException", "You specified an account that doesn't exist.");
    }
    return account;
  }

  /** Accounts are there at once, with the role through which the management account enters them. */
  private Structure create(Call call) {
    Structure about = Organizations.there(call);
    Holdings organization = call.state().organization();
    String email = call.need("Email");
    String id = free(call);
    String root = organization.all(Kind.ROOT).iterator().next().need("Id");
    add(organization, about, id, call.need("AccountName"), email, "CREATED", root, call.now());
    List<Structure> tags = call.input().structures("Tags");
    if (!tags.isEmpty()) {
      organization.put(Kind.ACCOUNT, there(organization, id).with("Tags", tags));
    }
    call.state().addAccount(id);
    Holdings holdings = call.state().account(id);
    if (holdings != null) {
      holdings.put(
          Kind.ROLE,
          role(call, id, call.input().text("RoleName", "OrganizationAccountAccessRole")));
    }
    return Structure.of("CreateAccountStatus", statusOf(there(organization, id)));
  }

  private String free(Call call) {
    String id = ids.text("123456789", 1) + ids.text("0123456789", 11);
    return call.state().account(id) == null ? id : free(call);
  }

  private Structure role(Call call, String account, String name) {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
            + "\"arn:aws:iam::"
            + call.account()
            + ":root\"},\"Action\":\"sts:AssumeRole\"}]}";
    return Structure.of(
        "Path", "/",
        "RoleName", name,
        "RoleId", ids.uniqueId("AROA", account),
        "Arn", Entity.ROLE.arn(account, "/", name),
        "CreateDate", call.now(),
        "AssumeRolePolicyDocument", trust,
        "TrustedIds", SavedPrincipals.save(call.state(), trust),
        "MaxSessionDuration", 3_600,
        "AttachedPolicies", List.of(ADMINISTRATOR));
  }

  private static Structure statusOf(Structure account) {
    return Structure.of(
        "Id", "car-" + account.need("Id") + "00000000",
        "AccountName", account.need("Name"),
        "State", "SUCCEEDED",
        "RequestedTimestamp", account.get("JoinedTimestamp"),
        "CompletedTimestamp", account.get("JoinedTimestamp"),
        "AccountId", account.need("Id"));
  }

  private static List<Structure> created(Call call) {
    return call.state().organization().all(Kind.ACCOUNT).stream()
        .filter(each -> each.need("JoinedMethod").equals("CREATED"))
        .map(Accounts::statusOf)
        .toList();
  }

  private static Structure status(Call call) {
    String id = call.need("CreateAccountRequestId");
    return Structure.of(
        "CreateAccountStatus",
        created(call).stream()
            .filter(each -> each.need("Id").equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    error(
                        "CreateAccountStatusNotFoundException",
                        "You specified a request that doesn't exist.")));
  }

  private static Structure statuses(Call call) {
    return Pages.of(call.input(), "CreateAccountStatuses", created(call));
  }

  private static Structure list(Call call) {
    return Pages.of(
        call.input(),
        "Accounts",
        call.state().organization().all(Kind.ACCOUNT).stream().map(Accounts::view).toList());
  }

  private static Structure ofParent(Call call) {
    Holdings organization = call.state().organization();
    String parent = Tree.parent(organization, call.need("ParentId")).need("Id");
    return Pages.of(
        call.input(),
        "Accounts",
        Tree.below(organization, Kind.ACCOUNT, parent).stream().map(Accounts::view).toList());
  }

  private static Structure move(Call call) {
    Holdings organization = call.state().organization();
    Structure account = there(call);
    if (!account.need("ParentId").equals(call.need("SourceParentId"))) {
      throw error("SourceParentNotFoundException", "The account is not below that parent.");
    }
    Structure unit = organization.get(Kind.UNIT, call.need("DestinationParentId"));
    Structure target =
        unit == null ? organization.get(Kind.ROOT, call.need("DestinationParentId")) : unit;
    if (target == null) {
      throw error(
          "DestinationParentNotFoundException",
          "You specified a destination parent that doesn't exist.");
    }
    organization.put(Kind.ACCOUNT, account.with("ParentId", target.need("Id")));
    return Structure.EMPTY;
  }

  private static Structure close(Call call) {
    Structure account = there(call);
    if (account.need("Status").equals("SUSPENDED")) {
      throw error("AccountAlreadyClosedException", "The account is closed already.");
    }
    call.state()
        .organization()
        .put(Kind.ACCOUNT, account.with("Status", "SUSPENDED").with("State", "SUSPENDED"));
    return Structure.EMPTY;
  }

  private static Structure remove(Call call) {
    return remove(call, there(call));
  }

  private static Structure leave(Call call) {
    Organizations.there(call);
    return remove(call, there(call.state().organization(), call.account()));
  }

  private static Structure remove(Call call, Structure account) {
    if (Organizations.there(call).need("MasterAccountId").equals(account.need("Id"))) {
      throw error(
          "MasterCannotLeaveOrganizationException",
          "You can't remove a management account from an organization.");
    }
    if (account.need("Status").equals("SUSPENDED")) {
      throw error(
          "ConstraintViolationException",
          "A suspended account cannot be removed until it is closed for good.");
    }
    ControlPolicyOperations.forget(call.state().organization(), account.need("Id"));
    call.state().organization().remove(Kind.ACCOUNT, account.need("Id"));
    return Structure.EMPTY;
  }
}
