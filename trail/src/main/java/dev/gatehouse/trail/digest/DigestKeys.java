package dev.gatehouse.trail.digest;

import dev.gatehouse.policy.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Public keys with which CloudTrail signs digests. AWS makes them per region; a digest names the
 * fingerprint of its key.
 */
public final class DigestKeys {
  /** AlgorithmIdentifier of RSA, which stands before the key in a SubjectPublicKeyInfo. */
  private static final byte[] RSA = {
    0x30, 0x0D, 0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
  };

  private record Key(@Nullable String fingerprint, PublicKey key) {}

  private final List<Key> keys = new ArrayList<>();

  private DigestKeys() {}

  /**
   * Reads key files: what {@code aws cloudtrail list-public-keys} prints, or one key as PEM or DER,
   * PKCS#1 or SubjectPublicKeyInfo. A key without a fingerprint is tried for every digest.
   *
   * @throws IOException with one sentence if a file cannot be read or holds no RSA key
   */
  public static DigestKeys read(List<Path> files) throws IOException {
    DigestKeys all = new DigestKeys();
    for (Path file : files) {
      try {
        all.add(Files.readAllBytes(file));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException(
            "The file `"
                + file
                + "` holds no RSA public key; give the output of `aws cloudtrail list-public-keys`"
                + " or a PEM or DER file.",
            e);
      }
    }
    return all;
  }

  private void add(byte[] bytes) throws GeneralSecurityException {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{") && Json.tree(text) instanceof Map<?, ?> listing) {
      if (!(listing.get("PublicKeyList") instanceof List<?> list)) {
        throw new IllegalArgumentException("There is no PublicKeyList.");
      }
      for (Object entry : list) {
        if (entry instanceof Map<?, ?> key && key.get("Value") instanceof String value) {
          String fingerprint = key.get("Fingerprint") instanceof String f ? f : null;
          keys.add(new Key(fingerprint, parse(Base64.getMimeDecoder().decode(value))));
        }
      }
    } else if (text.startsWith("-----BEGIN")) {
      String body = text.replaceAll("-----[^-]+-----", "");
      keys.add(new Key(null, parse(Base64.getMimeDecoder().decode(body))));
    } else {
      keys.add(new Key(null, parse(bytes)));
    }
  }

  private static PublicKey parse(byte[] der) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    try {
      return factory.generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException notWrapped) {
      byte[] bitString = tagged(0x03, concat(new byte[1], der));
      return factory.generatePublic(new X509EncodedKeySpec(tagged(0x30, concat(RSA, bitString))));
    }
  }

  /** A DER value: tag, length, content. */
  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >>> 8);
      out.write(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(one);
    out.writeBytes(other);
    return out.toByteArray();
  }

  /** Whether a key for {@code fingerprint} is there. */
  boolean has(String fingerprint) {
    return keys.stream().anyMatch(key -> fits(key, fingerprint));
  }

  /** Whether a key for {@code fingerprint} made {@code signature} over {@code text}. */
  boolean signed(String fingerprint, String text, byte[] signature) {
    return keys.stream()
        .filter(key -> fits(key, fingerprint))
        .anyMatch(key -> signed(key.key(), text, signature));
  }

  private static boolean fits(Key key, String fingerprint) {
    return key.fingerprint() == null || key.fingerprint().equalsIgnoreCase(fingerprint);
  }

  private static boolean signed(PublicKey key, String text, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
