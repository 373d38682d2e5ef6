package dev.gatehouse.gate.caller;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Virtual devices that show codes (RFC 6238): whether a code is right, each code once. */
public final class SecondFactor {
  /** How many half minutes a device's clock may be off. */
  private static final int DRIFT_MAX = 1;

  private final State state;
  private final Vault vault;
  private final Clock devices;

  /**
   * Second factors.
   *
   * @param devices the clock that devices go by
   */
  public SecondFactor(State state, Vault vault, Clock devices) {
    this.state = state;
    this.vault = vault;
    this.devices = devices;
  }

  /** The purpose under which a device's seed is sealed. */
  public static String purpose(String serial) {
    return "mfa/" + serial;
  }

  /**
   * When the caller of an STS operation showed a second factor with it; null when none was shown.
   * Uses the code up.
   *
   * @throws AwsException AccessDenied if serial number or code is missing or wrong
   */
  public @Nullable Instant shown(Structure input, Identity caller, Instant now) {
    String serial = input.text("SerialNumber");
    String code = input.text("TokenCode");
    if (serial == null && code == null) {
      return null;
    }
    if (serial == null || code == null) {
      throw denied(
          "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass"
              + " code.");
    }
    Holdings holdings = state.account(caller.account());
    Structure device = holdings == null ? null : holdings.get(Kind.MFA_DEVICE, serial);
    if (holdings == null || device == null || !owns(caller, device)) {
      throw denied(
          "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
              + " serial number is valid and associated with this user.");
    }
    long used = accept(device, code);
    if (used < 0) {
      throw denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }
    holdings.put(Kind.MFA_DEVICE, device.with("LastStep", used));
    return now;
  }

  private static boolean owns(Identity caller, Structure device) {
    return switch (caller.kind()) {
      case USER -> caller.userName().equals(device.text("Owner"));
      case ROOT -> "".equals(device.text("Owner"));
      case ROLE, FEDERATED -> false;
    };
  }

  /** The time step of a code that is right and was not used yet; negative when it is not. */
  private long accept(Structure device, String code) {
    long last = last(device);
    byte[] seed = seed(device);
    long step = step();
    for (long each = step - DRIFT_MAX; each <= step + DRIFT_MAX; each++) {
      if (each > last && Totp.code(seed, each).equals(code)) {
        return each;
      }
    }
    return -1;
  }

  /** The time step of the second of two codes in a row; negative when they are not. */
  public long acceptTwo(Structure device, String first, String second) {
    long last = last(device);
    byte[] seed = seed(device);
    long step = step();
    for (long each = step - DRIFT_MAX; each <= step + DRIFT_MAX; each++) {
      boolean inRow =
          Totp.code(seed, each).equals(second) && Totp.code(seed, each - 1).equals(first);
      if (each > last && inRow) {
        return each;
      }
    }
    return -1;
  }

  /** The time step of the last code that was used; negative when none was. */
  private static long last(Structure device) {
    return device.get("LastStep") instanceof Number number ? number.longValue() : -1;
  }

  private long step() {
    return devices.instant().getEpochSecond() / 30;
  }

  private byte[] seed(Structure device) {
    String serial = device.need("SerialNumber");
    return Totp.decode(
        vault.openText(purpose(serial), device.need("Seed")).toUpperCase(Locale.ROOT));
  }

  private static AwsException denied(String message) {
    return new AwsException(403, "AccessDenied", message);
  }
}
