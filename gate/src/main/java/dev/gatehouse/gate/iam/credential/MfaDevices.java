package dev.gatehouse.gate.iam.credential;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Virtual devices for a second factor; the owner of one is a user, or "" for root. */
public final class MfaDevices {
  private static final int SEED_LENGTH = 64;

  private final Ids ids;
  private final Vault vault;
  private final SecondFactor factor;

  private MfaDevices(Ids ids, Vault vault, SecondFactor factor) {
    this.ids = ids;
    this.vault = vault;
    this.factor = factor;
  }

  public static void addTo(Service iam, Ids ids, Vault vault, SecondFactor factor) {
    MfaDevices devices = new MfaDevices(ids, vault, factor);
    iam.write("CreateVirtualMFADevice", devices::create);
    iam.read("ListVirtualMFADevices", MfaDevices::listVirtual);
    iam.write("DeleteVirtualMFADevice", MfaDevices::delete);
    iam.write("EnableMFADevice", devices::enable);
    iam.write("ResyncMFADevice", devices::resync);
    iam.write("DeactivateMFADevice", MfaDevices::deactivate);
    iam.read("ListMFADevices", MfaDevices::list);
    iam.read("GetMFADevice", MfaDevices::get);
  }

  private Structure create(Call call) {
    String path = Names.path(call.input());
    String serial = Entity.MFA_DEVICE.arn(call.account(), path, call.need("VirtualMFADeviceName"));
    if (call.holdings().get(Kind.MFA_DEVICE, serial) != null) {
      throw Errors.alreadyExists("MFA device already exists.");
    }
    String seed = ids.base32(SEED_LENGTH);
    Structure device =
        Structure.of(
            "SerialNumber",
            serial,
            "Arn",
            serial,
            "Seed",
            vault.seal(SecondFactor.purpose(serial), seed),
            "Tags",
            TagList.given(Entity.MFA_DEVICE, call.input()));
    call.holdings().put(Kind.MFA_DEVICE, device);
    return Structure.of(
        "VirtualMFADevice",
        Structure.of(
            "SerialNumber", serial,
            "Base32StringSeed", base64(seed),
            "QRCodePNG", base64(seed),
            "Tags", device.get("Tags")));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Structure listVirtual(Call call) {
    String status = call.input().text("AssignmentStatus", "Any");
    Holdings holdings = call.holdings();
    List<Structure> devices =
        holdings.all(Kind.MFA_DEVICE).stream()
            .filter(
                device -> status.equals("Any") || device.has("Owner") == status.equals("Assigned"))
            .toList();
    return Paging.page(
        call.input(),
        "VirtualMFADevices",
        devices,
        device -> device.need("SerialNumber"),
        device ->
            device
                .only("SerialNumber", "EnableDate")
                .with("User", owner(call, device.text("Owner"))));
  }

  private static @Nullable Structure owner(Call call, @Nullable String name) {
    if (name == null) {
      return null;
    }
    if (name.isEmpty()) {
      return Structure.of(
          "UserId", call.account(), "Arn", "arn:aws:iam::" + call.account() + ":root");
    }
    return Entity.USER
        .find(call.holdings(), name)
        .only("Path", "UserName", "UserId", "Arn", "CreateDate");
  }

  private static Structure delete(Call call) {
    Structure device = Entity.MFA_DEVICE.find(call);
    if (device.has("Owner")) {
      throw Errors.deleteConflict("Cannot delete MFA Device, it is currently in use.");
    }
    call.holdings().remove(Kind.MFA_DEVICE, device.need("SerialNumber"));
    return Structure.EMPTY;
  }

  /** The user that a call names; root, as "", when root names itself. */
  private static String owner(Call call) {
    String name = call.need("UserName");
    return name.equals(call.account()) || name.equals("root")
        ? ""
        : Entity.USER.find(call.holdings(), name).need("UserName");
  }

  private static long ownedBy(Holdings holdings, String owner) {
    return holdings.all(Kind.MFA_DEVICE).stream()
        .filter(device -> owner.equals(device.text("Owner")))
        .count();
  }

  private Structure enable(Call call) {
    String owner = owner(call);
    Structure device = Entity.MFA_DEVICE.find(call);
    if (device.has("Owner")) {
      throw Errors.alreadyExists("MFA Device is already in use.");
    }
    Quota.MFA_DEVICES.check((int) ownedBy(call.holdings(), owner) + 1);
    long step = twoCodes(call, device);
    call.holdings()
        .put(
            Kind.MFA_DEVICE,
            device.with("Owner", owner).with("EnableDate", call.now()).with("LastStep", step));
    return Structure.EMPTY;
  }

  private Structure resync(Call call) {
    Structure device = owned(call);
    call.holdings().put(Kind.MFA_DEVICE, device.with("LastStep", twoCodes(call, device)));
    return Structure.EMPTY;
  }

  /** Two codes in a row prove that the seed was taken over; both are used up. */
  private long twoCodes(Call call, Structure device) {
    long step =
        factor.acceptTwo(
            device, call.need("AuthenticationCode1"), call.need("AuthenticationCode2"));
    if (step < 0) {
      throw new AwsException(
          403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
    }
    return step;
  }

  private static Structure owned(Call call) {
    String owner = owner(call);
    String serial = call.need("SerialNumber");
    Structure device = call.holdings().get(Kind.MFA_DEVICE, serial);
    if (device == null || !owner.equals(device.text("Owner"))) {
      throw Errors.noSuchEntity(
          "Device with serial number "
              + serial
              + " does not exist for user "
              + call.need("UserName")
              + ".");
    }
    return device;
  }

  private static Structure deactivate(Call call) {
    call.holdings().put(Kind.MFA_DEVICE, owned(call).without("Owner", "EnableDate", "LastStep"));
    return Structure.EMPTY;
  }

  private static Structure list(Call call) {
    String user = Entity.USER.find(call.holdings(), Names.user(call)).need("UserName");
    List<Structure> devices =
        call.holdings().all(Kind.MFA_DEVICE).stream()
            .filter(device -> user.equals(device.text("Owner")))
            .toList();
    return Paging.page(
        call.input(),
        "MFADevices",
        devices,
        device -> device.need("SerialNumber"),
        device -> Structure.of("UserName", user).with(device.only("SerialNumber", "EnableDate")));
  }

  private static Structure get(Call call) {
    Structure device = Entity.MFA_DEVICE.find(call);
    String owner = device.text("Owner");
    return Structure.of("UserName", owner == null || owner.isEmpty() ? null : owner)
        .with(device.only("SerialNumber", "EnableDate"));
  }
}
