package dev.gatehouse.serve.access;

import com.password4j.Argon2Function;
import com.password4j.Hash;
import com.password4j.types.Argon2;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Passwords: Argon2id with 19 MiB, two passes and one lane, as OWASP's Password Storage Cheat Sheet
 * asks for at least. Each takes that memory for some ten milliseconds, so only two are looked at at
 * a time.
 */
public final class Passwords {
  /** Fewer characters are guessed. */
  public static final int LENGTH_MIN = 12;

  /** More would be work for nothing. */
  public static final int LENGTH_MAX = 200;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int HASH_BYTES = 32;
  private static final int AT_A_TIME = 2;
  private static final int WAIT_SECONDS = 5;

  /** What lists of leaked passwords begin with, of those that are long enough. */
  private static final Set<String> COMMON =
      Set.of(
          "123456789012",
          "1234567890123",
          "password1234",
          "passwordpassword",
          "qwertyuiop12",
          "qwertyuiopas",
          "adminadminadmin",
          "administrator",
          "letmeinletmein",
          "changemechangeme",
          "gatehousegatehouse");

  private final Argon2Function argon =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, 1, HASH_BYTES, Argon2.ID);
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);
  private final String nobody = argon.hash(Secret.random()).getResult();

  /** What is kept of a password: its salt, its cost and its hash in one text. */
  public String hash(String password) throws TimeoutException {
    return inTurn(
        () -> {
          Hash hash = argon.hash(password);
          return hash.getResult();
        });
  }

  /**
   * Whether a password is the one that is kept.
   *
   * @param kept null for a user that is not there, for whom it takes as long
   * @throws TimeoutException if too many others are being looked at
   */
  boolean matches(String password, @Nullable String kept) throws TimeoutException {
    if (password.length() > LENGTH_MAX) {
      return false;
    }
    String hash = kept == null ? nobody : kept;
    boolean same = inTurn(() -> Argon2Function.getInstanceFromHash(hash).check(password, hash));
    return same && kept != null;
  }

  /** Why a password will not do, in one sentence; null if it will. */
  public static @Nullable String problem(String password, String user) {
    if (password.length() < LENGTH_MIN) {
      return "A password has at least " + LENGTH_MIN + " characters.";
    }
    if (password.length() > LENGTH_MAX) {
      return "A password has at most " + LENGTH_MAX + " characters.";
    }
    String lower = password.toLowerCase(Locale.ROOT);
    boolean isOne = lower.chars().distinct().count() < 4;
    boolean isName = user.length() >= 3 && lower.replace(user, "").length() < LENGTH_MIN / 2;
    return isOne || isName || COMMON.contains(lower)
        ? "This password is too easy to guess; take a longer sentence."
        : null;
  }

  private interface Work<T> {
    T get();
  }

  private <T> T inTurn(Work<T> work) throws TimeoutException {
    try {
      if (!turns.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new TimeoutException("Too many people sign in at this moment; try again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("The server is being stopped.");
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
