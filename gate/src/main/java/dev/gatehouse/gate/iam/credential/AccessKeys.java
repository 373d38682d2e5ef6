package dev.gatehouse.gate.iam.credential;

import dev.gatehouse.gate.caller.Authenticator;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.aws.UniqueId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long-term access keys of users and, where no user is named, of root. */
public final class AccessKeys {
  private final Ids ids;
  private final Vault vault;

  private AccessKeys(Ids ids, Vault vault) {
    this.ids = ids;
    this.vault = vault;
  }

  public static void addTo(Service iam, Ids ids, Vault vault) {
    AccessKeys keys = new AccessKeys(ids, vault);
    iam.write("CreateAccessKey", keys::create);
    iam.read("ListAccessKeys", AccessKeys::list);
    iam.write("UpdateAccessKey", AccessKeys::update);
    iam.write("DeleteAccessKey", AccessKeys::delete);
    iam.read("GetAccessKeyLastUsed", AccessKeys::lastUsed);
  }

  /** Whose keys a call is about: a user's name, or null for root's. */
  private static @Nullable String owner(Call call) {
    boolean root = call.caller().kind() == Identity.Kind.ROOT && !call.input().has("UserName");
    return root ? null : Entity.USER.find(call.holdings(), Names.user(call)).need("UserName");
  }

  private Structure create(Call call) {
    String owner = owner(call);
    Quota.ACCESS_KEYS.check(of(call.holdings(), owner).size() + 1);
    String id = ids.accessKeyId(UniqueId.LONG_TERM_KEY.prefix(), call.account());
    String secret = ids.secretKey();
    Structure key = key(vault, owner, id, secret, call.now());
    call.holdings().put(Kind.ACCESS_KEY, key);
    return Structure.of(
        "AccessKey",
        key.only("UserName", "AccessKeyId", "Status", "CreateDate")
            .with("SecretAccessKey", secret));
  }

  /** A key as it is kept. */
  public static Structure key(
      Vault vault, @Nullable String owner, String id, String secret, Instant created) {
    return Structure.of(
        "UserName", owner,
        "AccessKeyId", id,
        "Status", "Active",
        "CreateDate", created,
        "Secret", vault.seal(Authenticator.purpose(id), secret));
  }

  private static List<Structure> of(Holdings holdings, @Nullable String owner) {
    return holdings.all(Kind.ACCESS_KEY).stream()
        .filter(key -> owner == null ? !key.has("UserName") : owner.equals(key.text("UserName")))
        .toList();
  }

  private static Structure list(Call call) {
    return Paging.page(
        call.input(),
        "AccessKeyMetadata",
        of(call.holdings(), owner(call)),
        key -> key.need("AccessKeyId"),
        key -> key.only("UserName", "AccessKeyId", "Status", "CreateDate"));
  }

  private static Structure found(Call call) {
    String owner = owner(call);
    String id = call.need("AccessKeyId");
    return of(call.holdings(), owner).stream()
        .filter(key -> key.need("AccessKeyId").equals(id))
        .findFirst()
        .orElseThrow(
            () -> Errors.noSuchEntity("The Access Key with id " + id + " cannot be found."));
  }

  private static Structure update(Call call) {
    call.holdings().put(Kind.ACCESS_KEY, found(call).with("Status", call.need("Status")));
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    call.holdings().remove(Kind.ACCESS_KEY, found(call).need("AccessKeyId"));
    return Structure.EMPTY;
  }

  private static Structure lastUsed(Call call) {
    String id = call.need("AccessKeyId");
    String account = Ids.account(id);
    Structure key =
        call.account().equals(account) ? call.holdings().get(Kind.ACCESS_KEY, id) : null;
    if (key == null) {
      throw new AwsException(
          403,
          "AccessDenied",
          "User: "
              + call.caller().arn()
              + " is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key "
              + id);
    }
    Structure used = call.state().lastUse().of(id);
    return Structure.of(
        "UserName",
        key.get("UserName"),
        "AccessKeyLastUsed",
        used == null ? Structure.of("ServiceName", "N/A", "Region", "N/A") : used);
  }
}
