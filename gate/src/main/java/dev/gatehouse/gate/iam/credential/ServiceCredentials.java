package dev.gatehouse.gate.iam.credential;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.PasswordHash;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Passwords and keys of users for single services; their secrets are told once and hashed. */
public final class ServiceCredentials {
  private static final Set<String> WITH_PASSWORD =
      Set.of("codecommit.amazonaws.com", "cassandra.amazonaws.com");
  private static final Set<String> WITH_KEY = Set.of("bedrock.amazonaws.com", "logs.amazonaws.com");
  private static final String PASSWORD_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final Ids ids;

  private ServiceCredentials(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    ServiceCredentials credentials = new ServiceCredentials(ids);
    iam.write("CreateServiceSpecificCredential", credentials::create);
    iam.read("ListServiceSpecificCredentials", ServiceCredentials::list);
    iam.write("UpdateServiceSpecificCredential", ServiceCredentials::update);
    iam.write("ResetServiceSpecificCredential", credentials::reset);
    iam.write("DeleteServiceSpecificCredential", ServiceCredentials::delete);
  }

  private Structure create(Call call) {
    String service = call.need("ServiceName");
    String user = Entity.USER.find(call).need("UserName");
    boolean key = WITH_KEY.contains(service);
    if (!key && !WITH_PASSWORD.contains(service)) {
      throw Errors.noSuchEntity(
          "No such service " + service + " is supported for Service Specific Credentials");
    }
    long already =
        call.holdings().all(Kind.SERVICE_CREDENTIAL).stream()
            .filter(each -> each.need("UserName").equals(user))
            .filter(each -> each.need("ServiceName").equals(service))
            .count();
    Quota.SERVICE_CREDENTIALS.check((int) already + 1);
    int days = call.input().number("CredentialAgeDays", 0);
    String secret = ids.text(PASSWORD_LETTERS, 44);
    Structure credential =
        Structure.of(
            "CreateDate",
            call.now(),
            "ExpirationDate",
            days > 0 ? call.now().plus(Duration.ofDays(days)) : null,
            "ServiceName",
            service,
            key ? "ServiceCredentialAlias" : "ServiceUserName",
            name(call, user, already),
            "ServiceSpecificCredentialId",
            ids.uniqueId("ACCA", call.account()),
            "UserName",
            user,
            "Status",
            "Active",
            "Hash",
            PasswordHash.of(secret));
    call.holdings().put(Kind.SERVICE_CREDENTIAL, credential);
    return Structure.of("ServiceSpecificCredential", told(credential, secret));
  }

  private static String name(Call call, String user, long already) {
    return user + (already == 0 ? "" : "+" + already) + "-at-" + call.account();
  }

  private static Structure told(Structure credential, String secret) {
    boolean key = credential.has("ServiceCredentialAlias");
    return credential
        .without("Hash")
        .with(key ? "ServiceCredentialSecret" : "ServicePassword", secret);
  }

  private static Structure list(Call call) {
    String service = call.text("ServiceName");
    boolean all = call.input().flag("AllUsers");
    String user = all ? "" : Entity.USER.find(call.holdings(), Names.user(call)).need("UserName");
    List<Structure> found =
        call.holdings().all(Kind.SERVICE_CREDENTIAL).stream()
            .filter(each -> all || each.need("UserName").equals(user))
            .filter(each -> service == null || each.need("ServiceName").equals(service))
            .toList();
    return Paging.page(
        call.input(),
        "ServiceSpecificCredentials",
        found,
        each -> each.need("ServiceSpecificCredentialId"),
        each -> each.without("Hash"));
  }

  private static Structure there(Call call) {
    String user = Entity.USER.find(call.holdings(), Names.user(call)).need("UserName");
    String id = call.need("ServiceSpecificCredentialId");
    Structure credential = call.holdings().get(Kind.SERVICE_CREDENTIAL, id);
    if (credential == null || !credential.need("UserName").equals(user)) {
      throw Errors.noSuchEntity("No such credential " + id + " exists");
    }
    return credential;
  }

  private static Structure update(Call call) {
    call.holdings().put(Kind.SERVICE_CREDENTIAL, there(call).with("Status", call.need("Status")));
    return Structure.EMPTY;
  }

  private Structure reset(Call call) {
    String secret = ids.text(PASSWORD_LETTERS, 44);
    Structure credential = there(call).with("Hash", PasswordHash.of(secret));
    call.holdings().put(Kind.SERVICE_CREDENTIAL, credential);
    return Structure.of("ServiceSpecificCredential", told(credential, secret));
  }

  private static Structure delete(Call call) {
    call.holdings()
        .remove(Kind.SERVICE_CREDENTIAL, there(call).need("ServiceSpecificCredentialId"));
    return Structure.EMPTY;
  }
}
