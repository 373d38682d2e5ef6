package dev.gatehouse.gate.organization;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.context.Context;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** AWS Organizations: one organization, which the gate's accounts may belong to. */
public final class Organizations {
  /** What a member account may call as well. */
  private static final Set<String> FOR_MEMBERS =
      Set.of("DescribeOrganization", "LeaveOrganization", "CreateOrganization");

  private static final List<String> RESPONSIBILITY =
      List.of(
          "DescribeResponsibilityTransfer",
          "InviteOrganizationToTransferResponsibility",
          "ListInboundResponsibilityTransfers",
          "ListOutboundResponsibilityTransfers",
          "TerminateResponsibilityTransfer",
          "UpdateResponsibilityTransfer");

  private static final List<String> HANDSHAKES =
      List.of(
          "AcceptHandshake",
          "CancelHandshake",
          "DeclineHandshake",
          "DescribeHandshake",
          "EnableAllFeatures",
          "InviteAccountToOrganization",
          "ListHandshakesForAccount",
          "ListHandshakesForOrganization");

  private static final List<String> EFFECTIVE =
      List.of(
          "DescribeEffectivePolicy",
          "ListAccountsWithInvalidEffectivePolicy",
          "ListEffectivePolicyValidationErrors");

  private Organizations() {}

  /** The service with all of its operations. */
  public static Service service(Ids ids) {
    Service service = new Service(ServiceModel.load("organizations"), Organizations::require);
    Tree.addTo(service, ids);
    Accounts.addTo(service, ids);
    ControlPolicyOperations.addTo(service, ids);
    Delegations.addTo(service);
    OrganizationSettings.addTo(service);
    service.refuse("CreateGovCloudAccount", "there is no second partition here");
    RESPONSIBILITY.forEach(each -> service.refuse(each, "it is about bills"));
    HANDSHAKES.forEach(
        each -> service.refuse(each, "accounts here join by CreateAccount or by an estate"));
    EFFECTIVE.forEach(each -> service.refuse(each, "it is about policies that manage services"));
    return service;
  }

  private static void require(Call call) {
    call.require(
        Permission.of("organizations:" + call.name(), "*", call.account(), Context.empty()));
    if (FOR_MEMBERS.contains(call.name())) {
      return;
    }
    Structure organization = there(call);
    boolean manages = organization.need("MasterAccountId").equals(call.account());
    boolean reads = call.name().startsWith("List") || call.name().startsWith("Describe");
    boolean delegated =
        reads && Delegations.isDelegated(call.state().organization(), call.account());
    if (!manages && !delegated) {
      throw error("AccessDeniedException", "You don't have permissions to access this resource.");
    }
  }

  static AwsException error(String code, String message) {
    return new AwsException(400, code, message);
  }

  /** The organization, if the caller's account belongs to it. */
  static Structure there(Call call) {
    Structure organization = find(call.state().organization());
    if (organization == null
        || call.state().organization().get(Kind.ACCOUNT, call.account()) == null) {
      throw error(
          "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
    }
    return organization;
  }

  static @Nullable Structure find(Holdings organization) {
    return organization.all(Kind.ORGANIZATION).stream().findFirst().orElse(null);
  }

  /** The ARN of something in the organization, such as {@code ou/o-…/ou-…}. */
  static String arn(Structure organization, String resource) {
    return "arn:aws:organizations::" + organization.need("MasterAccountId") + ":" + resource;
  }
}
