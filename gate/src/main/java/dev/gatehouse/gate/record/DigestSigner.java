package dev.gatehouse.gate.record;

import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that digests are signed with: made at the first signature, then kept sealed in the state.
 */
public final class DigestSigner {
  private static final String SETTING = "digest-key";
  private static final int KEY_BITS = 2_048;

  /** A public RSA key of 2048 bits, without the bytes that say that it is one. */
  private static final int PUBLIC_BYTES = 270;

  private final State state;
  private final Vault vault;

  public DigestSigner(State state, Vault vault) {
    this.state = state;
    this.vault = vault;
  }

  /** The public keys since a time, as ListPublicKeys tells them; none before the first digest. */
  public List<Structure> publicKeys() {
    return state.read(
        () -> {
          Structure key = state.gate().get(Kind.SETTING, SETTING);
          return key == null ? List.of() : List.of(key.without("Name", "Secret"));
        });
  }

  /** The id of the public key. */
  String fingerprint(Instant now) {
    return key(now).need("Fingerprint");
  }

  /** SHA256withRSA over a text, hex. */
  String sign(String text, Instant now) {
    Structure key = key(now);
    byte[] secret = Base64.getDecoder().decode(vault.openText(SETTING, key.need("Secret")));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(secret)));
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has RSA.", e);
    }
  }

  private Structure key(Instant now) {
    @Nullable Structure known = state.read(() -> state.gate().get(Kind.SETTING, SETTING));
    return known != null
        ? known
        : state.write(
            () -> {
              Holdings holdings = state.gate();
              Structure key = fresh(now);
              holdings.put(Kind.SETTING, key);
              return key;
            });
  }

  private Structure fresh(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      KeyPair pair = generator.generateKeyPair();
      byte[] wrapped = pair.getPublic().getEncoded();
      byte[] value = Arrays.copyOfRange(wrapped, wrapped.length - PUBLIC_BYTES, wrapped.length);
      String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
      return Structure.of(
          "Name",
          SETTING,
          "Value",
          value,
          "ValidityStartTime",
          now,
          "ValidityEndTime",
          now.plusSeconds(10L * 365 * 86_400),
          "Fingerprint",
          HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(value)),
          "Secret",
          vault.seal(SETTING, secret));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has RSA and MD5.", e);
    }
  }
}
