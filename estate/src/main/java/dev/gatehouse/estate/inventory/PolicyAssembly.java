package dev.gatehouse.estate.inventory;

import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together the policies that one question needs. */
final class PolicyAssembly {
  /** Services whose resources may carry a policy, by the service prefix of the ARN. */
  private static final Set<String> WITH_RESOURCE_POLICY =
      Set.of(
          "s3",
          "kms",
          "sqs",
          "sns",
          "lambda",
          "events",
          "secretsmanager",
          "ecr",
          "dynamodb",
          "kinesis",
          "elasticfilesystem",
          "backup",
          "glue",
          "logs",
          "execute-api",
          "codebuild",
          "codeartifact",
          "es",
          "states",
          "ssm");

  private final Inventory inventory;

  PolicyAssembly(Inventory inventory) {
    this.inventory = inventory;
  }

  PolicySet policies(Caller caller, String resource) {
    OrganizationTree organization = inventory.organization();
    String management = organization.managementAccount();
    String owner = inventory.ownerOf(resource);
    PolicySet.Builder set = PolicySet.builder();
    if (caller.hasIdentity()) {
      identity(caller, set);
      set.scps(organization.scps(caller.account()));
      set.callerInManagementAccount(caller.account().equals(management));
    }
    set.resource(resourcePolicy(resource));
    set.rcps(organization.rcps(owner));
    set.resourceInManagementAccount(!owner.isEmpty() && owner.equals(management));
    return set.build();
  }

  private void identity(Caller caller, PolicySet.Builder set) {
    switch (caller.kind()) {
      case USER, ROLE, ROLE_SESSION -> {
        String arn = caller.roleArn() != null ? caller.roleArn() : caller.text();
        IamPrincipal principal =
            inventory.principal(arn).map(IamPrincipal.class::cast).orElse(null);
        set.identity(principal == null ? unknown(arn) : identity(principal));
        set.boundary(principal == null ? null : boundary(principal));
      }
      case FEDERATED_USER -> {
        String issuer = caller.issuer();
        IamUser user = issuer == null ? null : inventory.user(issuer).orElse(null);
        set.identity(user == null ? unknown(caller.text()) : identity(user));
        set.boundary(user == null ? null : boundary(user));
        set.session(List.of(Policy.unknown("session policy of " + caller.text())));
      }
      case ROOT, SERVICE, FEDERATED, ANONYMOUS -> {}
    }
  }

  private static List<Policy> unknown(String arn) {
    return List.of(Policy.unknown("policies of " + arn));
  }

  /** The policies of a user or role and of its groups. */
  List<Policy> identity(IamPrincipal principal) {
    List<Policy> all = new ArrayList<>();
    add(principal.permissions(), principal.arn(), all);
    if (principal instanceof IamUser user) {
      for (String name : user.groups()) {
        IamGroup group =
            inventory.account(user.account()).flatMap(each -> each.group(name)).orElse(null);
        if (group == null) {
          all.add(Policy.unknown("policies of group " + name + " of " + user.account()));
        } else {
          add(group.permissions(), group.arn(), all);
        }
      }
    }
    return all;
  }

  private void add(Permissions permissions, String arn, List<Policy> all) {
    all.addAll(permissions.inline().values());
    for (String attached : permissions.attached()) {
      all.add(inventory.managedPolicy(attached));
    }
    if (!permissions.whole()) {
      all.add(Policy.unknown("other policies of " + arn));
    }
  }

  /** A principal that is only partly known may also have a boundary that nobody named. */
  private @Nullable List<Policy> boundary(IamPrincipal principal) {
    Permissions permissions = principal.permissions();
    String arn = permissions.boundary();
    if (arn != null) {
      return List.of(inventory.managedPolicy(arn));
    }
    return permissions.whole() ? null : List.of(Policy.unknown("boundary of " + principal.arn()));
  }

  private @Nullable Policy resourcePolicy(String resource) {
    Arn arn = Arn.parse(resource);
    if (arn == null) {
      return null;
    }
    if (arn.service().equals("iam")) {
      return arn.resource().startsWith("role/") ? trust(resource) : null;
    }
    ResourcePolicy policy = inventory.resourcePolicy(resource).orElse(null);
    if (policy != null) {
      return policy.policy();
    }
    return WITH_RESOURCE_POLICY.contains(arn.service())
        ? Policy.unknown("resource policy of " + resource)
        : null;
  }

  private Policy trust(String arn) {
    return inventory
        .role(arn)
        .map(IamRole::trust)
        .orElseGet(() -> Policy.unknown("trust policy of " + arn));
  }
}
