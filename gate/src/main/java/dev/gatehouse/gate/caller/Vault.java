package dev.gatehouse.gate.caller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets and session tokens with a master key (AES-256-GCM), so that the state alone gives
 * none away.
 *
 * <p>A signature can only be checked by who has the secret, so access keys and TOTP seeds must be
 * kept in a form that can be opened. Passwords need not and are only {@linkplain PasswordHash
 * hashed}.
 */
public final class Vault {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final byte[] sealing;
  private final byte[] sessions;

  private Vault(byte[] master) {
    sealing = hmac(master, "sealing");
    sessions = hmac(master, "sessions");
  }

  /** A vault whose key dies with the process. */
  public static Vault inMemory() {
    byte[] master = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(master);
    return new Vault(master);
  }

  /**
   * A vault whose key is in a file that only its owner may read; made if it is not there.
   *
   * @throws IOException with one sentence if the key cannot be had
   */
  public static Vault of(Path keyFile) throws IOException {
    if (!Files.exists(keyFile)) {
      byte[] master = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(master);
      Path fresh = keyFile.resolveSibling(keyFile.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      if (keyFile.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            fresh,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(
          fresh,
          master,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(fresh, keyFile);
    }
    byte[] master = Files.readAllBytes(keyFile);
    if (master.length != KEY_BYTES) {
      throw new IOException("The key in `" + keyFile + "` is not " + KEY_BYTES + " bytes long.");
    }
    return new Vault(master);
  }

  /**
   * Seals a text.
   *
   * @param purpose what it is and whose; {@link #open} must name the same
   */
  public String seal(String purpose, byte[] content) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, purpose, content, 0);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return Base64.getEncoder().encodeToString(all);
  }

  public String seal(String purpose, String text) {
    return seal(purpose, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What was sealed; null if this is nothing that this vault sealed for the purpose. */
  public byte @Nullable [] open(String purpose, String sealed) {
    try {
      byte[] all = Base64.getDecoder().decode(sealed);
      if (all.length < NONCE_BYTES + TAG_BITS / 8) {
        return null;
      }
      // Two texts must not mean the same token.
      if (!Base64.getEncoder().encodeToString(all).equals(sealed)) {
        return null;
      }
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      return crypt(Cipher.DECRYPT_MODE, nonce, purpose, all, NONCE_BYTES);
    } catch (IllegalArgumentException | BrokenSeal e) {
      return null;
    }
  }

  /** A text that this vault sealed itself. */
  public String openText(String purpose, String sealed) {
    byte[] opened = open(purpose, sealed);
    if (opened == null) {
      throw new IllegalStateException(
          "A secret in the state was not sealed with this key; the state and its key file do not"
              + " belong together.");
    }
    return new String(opened, StandardCharsets.UTF_8);
  }

  /** The secret of temporary credentials, which need not be kept since it follows from their id. */
  String sessionSecret(String accessKeyId) {
    return Base64.getEncoder().encodeToString(Arrays.copyOf(hmac(sessions, accessKeyId), 30));
  }

  private static final class BrokenSeal extends RuntimeException {
    BrokenSeal(Throwable cause) {
      super(cause);
    }
  }

  private byte[] crypt(int mode, byte[] nonce, String purpose, byte[] content, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(sealing, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(content, from, content.length - from);
    } catch (GeneralSecurityException e) {
      throw new BrokenSeal(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256.", e);
    }
  }
}
