package dev.gatehouse.gate.iam.credential;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** SSH public keys of users, for CodeCommit. */
public final class SshKeys {
  private final Ids ids;

  private SshKeys(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    SshKeys keys = new SshKeys(ids);
    iam.write("UploadSSHPublicKey", keys::upload);
    iam.read("GetSSHPublicKey", SshKeys::get);
    iam.read("ListSSHPublicKeys", SshKeys::list);
    iam.write("UpdateSSHPublicKey", SshKeys::update);
    iam.write("DeleteSSHPublicKey", SshKeys::delete);
  }

  private static List<Structure> of(Call call, String user) {
    return call.holdings().all(Kind.SSH_KEY).stream()
        .filter(key -> key.need("UserName").equals(user))
        .toList();
  }

  private Structure upload(Call call) {
    String user = Entity.USER.find(call).need("UserName");
    String body = call.need("SSHPublicKeyBody");
    String fingerprint = fingerprint(body);
    List<Structure> keys = of(call, user);
    if (keys.stream().anyMatch(key -> key.need("Fingerprint").equals(fingerprint))) {
      throw new AwsException(
          400, "DuplicateSSHPublicKey", "The SSH public key is already associated with the user.");
    }
    Quota.SSH_KEYS.check(keys.size() + 1);
    Structure key =
        Structure.of(
            "UserName",
            user,
            "SSHPublicKeyId",
            ids.uniqueId("APKA", call.account()),
            "Fingerprint",
            fingerprint,
            "SSHPublicKeyBody",
            body,
            "Status",
            "Active",
            "UploadDate",
            call.now());
    call.holdings().put(Kind.SSH_KEY, key);
    return Structure.of("SSHPublicKey", key);
  }

  /** MD5 over the key's bytes, as colon-separated hexadecimal digits. */
  private static String fingerprint(String body) {
    byte[] bytes;
    try {
      String[] words = body.strip().split("\\s+", -1);
      bytes =
          words[0].equals("ssh-rsa") && words.length > 1
              ? Base64.getDecoder().decode(words[1])
              : Pem.bytes(body, "PUBLIC KEY");
      return HexFormat.ofDelimiter(":").formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new AwsException(
          400, "InvalidPublicKey", "The public key is malformed or otherwise invalid.");
    }
  }

  private static Structure there(Call call) {
    String user = Entity.USER.find(call.holdings(), Names.user(call)).need("UserName");
    String id = call.need("SSHPublicKeyId");
    Structure key = call.holdings().get(Kind.SSH_KEY, id);
    if (key == null || !key.need("UserName").equals(user)) {
      throw Errors.noSuchEntity("The Public Key with id " + id + " cannot be found.");
    }
    return key;
  }

  private static Structure get(Call call) {
    Structure key = there(call);
    String body = key.need("SSHPublicKeyBody");
    boolean pem = call.need("Encoding").equals("PEM");
    return Structure.of(
        "SSHPublicKey",
        pem && body.startsWith("ssh-rsa") ? key.with("SSHPublicKeyBody", Pem.ofSshRsa(body)) : key);
  }

  private static Structure list(Call call) {
    String user = Entity.USER.find(call.holdings(), Names.user(call)).need("UserName");
    return Paging.page(
        call.input(),
        "SSHPublicKeys",
        of(call, user),
        key -> key.need("SSHPublicKeyId"),
        key -> key.only("UserName", "SSHPublicKeyId", "Status", "UploadDate"));
  }

  private static Structure update(Call call) {
    call.holdings().put(Kind.SSH_KEY, there(call).with("Status", call.need("Status")));
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    call.holdings().remove(Kind.SSH_KEY, there(call).need("SSHPublicKeyId"));
    return Structure.EMPTY;
  }
}
