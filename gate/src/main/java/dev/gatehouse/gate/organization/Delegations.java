package dev.gatehouse.gate.organization;

import static dev.gatehouse.gate.organization.Organizations.error;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.util.List;

/** Members that administer a service for the organization. */
final class Delegations {
  private Delegations() {}

  static void addTo(Service service) {
    service.write("RegisterDelegatedAdministrator", Delegations::register);
    service.write("DeregisterDelegatedAdministrator", Delegations::deregister);
    service.read("ListDelegatedAdministrators", Delegations::list);
    service.read("ListDelegatedServicesForAccount", Delegations::services);
  }

  static boolean isDelegated(Holdings organization, String account) {
    return organization.all(Kind.DELEGATION).stream()
        .anyMatch(each -> each.need("Account").equals(account));
  }

  private static String key(Call call) {
    return call.need("AccountId") + "/" + call.need("ServicePrincipal");
  }

  private static Structure register(Call call) {
    Holdings organization = call.state().organization();
    Accounts.there(organization, call.need("AccountId"));
    if (organization.get(Kind.DELEGATION, key(call)) != null) {
      throw error(
          "AccountAlreadyRegisteredException",
          "The account is already a delegated administrator for the service.");
    }
    organization.put(
        Kind.DELEGATION,
        Structure.of(
            "Id", key(call),
            "Account", call.need("AccountId"),
            "ServicePrincipal", call.need("ServicePrincipal"),
            "DelegationEnabledDate", call.now()));
    return Structure.EMPTY;
  }

  private static Structure deregister(Call call) {
    if (call.state().organization().get(Kind.DELEGATION, key(call)) == null) {
      throw error(
          "AccountNotRegisteredException",
          "The account is not a delegated administrator for the service.");
    }
    call.state().organization().remove(Kind.DELEGATION, key(call));
    return Structure.EMPTY;
  }

  private static Structure list(Call call) {
    Holdings organization = call.state().organization();
    String service = call.text("ServicePrincipal");
    List<Structure> found =
        organization.all(Kind.ACCOUNT).stream()
            .flatMap(
                account ->
                    organization.all(Kind.DELEGATION).stream()
                        .filter(each -> each.need("Account").equals(account.need("Id")))
                        .filter(
                            each ->
                                service == null || each.need("ServicePrincipal").equals(service))
                        .limit(1)
                        .map(
                            each ->
                                Accounts.view(account)
                                    .with(
                                        "DelegationEnabledDate",
                                        each.get("DelegationEnabledDate"))))
            .toList();
    return Pages.of(call.input(), "DelegatedAdministrators", found);
  }

  private static Structure services(Call call) {
    String account = call.need("AccountId");
    Accounts.there(call.state().organization(), account);
    return Pages.of(
        call.input(),
        "DelegatedServices",
        call.state().organization().all(Kind.DELEGATION).stream()
            .filter(each -> each.need("Account").equals(account))
            .map(each -> each.only("ServicePrincipal", "DelegationEnabledDate"))
            .toList());
  }
}
