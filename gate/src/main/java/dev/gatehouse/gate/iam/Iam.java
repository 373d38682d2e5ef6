package dev.gatehouse.gate.iam;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.iam.account.AccountSettings;
import dev.gatehouse.gate.iam.account.AccountSummary;
import dev.gatehouse.gate.iam.account.AuthorizationDetails;
import dev.gatehouse.gate.iam.account.CredentialReport;
import dev.gatehouse.gate.iam.account.LastAccessed;
import dev.gatehouse.gate.iam.credential.AccessKeys;
import dev.gatehouse.gate.iam.credential.LoginProfiles;
import dev.gatehouse.gate.iam.credential.MfaDevices;
import dev.gatehouse.gate.iam.credential.PasswordPolicy;
import dev.gatehouse.gate.iam.credential.ServiceCredentials;
import dev.gatehouse.gate.iam.credential.SigningCertificates;
import dev.gatehouse.gate.iam.credential.SshKeys;
import dev.gatehouse.gate.iam.entity.Tagging;
import dev.gatehouse.gate.iam.policy.AttachedPolicies;
import dev.gatehouse.gate.iam.policy.Boundaries;
import dev.gatehouse.gate.iam.policy.InlinePolicies;
import dev.gatehouse.gate.iam.policy.Policies;
import dev.gatehouse.gate.iam.policy.Simulation;
import dev.gatehouse.gate.iam.principal.Groups;
import dev.gatehouse.gate.iam.principal.InstanceProfiles;
import dev.gatehouse.gate.iam.principal.Roles;
import dev.gatehouse.gate.iam.principal.ServiceLinkedRoles;
import dev.gatehouse.gate.iam.principal.Users;
import dev.gatehouse.gate.iam.provider.OidcProviders;
import dev.gatehouse.gate.iam.provider.SamlProviders;
import dev.gatehouse.gate.iam.provider.ServerCertificates;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.operation.Service;

/** Identity and Access Management. */
public final class Iam {
  private Iam() {}

  /** The service with all of its operations. */
  public static Service service(Vault vault, Ids ids, SecondFactor factor) {
    Service iam = new Service(ServiceModel.load("iam"), IamAccess::require);
    Users.addTo(iam, ids);
    Groups.addTo(iam, ids);
    Roles.addTo(iam, ids);
    InstanceProfiles.addTo(iam, ids);
    Policies.addTo(iam, ids);
    InlinePolicies.addTo(iam, Roles::requireOurs);
    AttachedPolicies.addTo(iam, Roles::requireOurs);
    Boundaries.addTo(iam);
    Tagging.addTo(iam);
    AccessKeys.addTo(iam, ids, vault);
    LoginProfiles.addTo(iam);
    PasswordPolicy.addTo(iam);
    MfaDevices.addTo(iam, ids, vault, factor);
    SshKeys.addTo(iam, ids);
    SigningCertificates.addTo(iam, ids);
    ServiceCredentials.addTo(iam, ids);
    SamlProviders.addTo(iam);
    OidcProviders.addTo(iam);
    ServerCertificates.addTo(iam, ids);
    ServiceLinkedRoles.addTo(iam, ids);
    AccountSettings.addTo(iam);
    AccountSummary.addTo(iam);
    AuthorizationDetails.addTo(iam);
    CredentialReport.addTo(iam);
    LastAccessed.addTo(iam);
    Simulation.addTo(iam);
    return iam;
  }
}
