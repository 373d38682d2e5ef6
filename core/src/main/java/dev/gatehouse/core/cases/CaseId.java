package dev.gatehouse.core.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The short id of a case, to be said and typed: {@code 0318-k7m2qd}. It is made of the id alone, so
 * it stays when the case takes up others. Month and day are those of the first finding's window,
 * six characters of a hash follow: of a thousand cases on one day two share it once in 800 times.
 */
final class CaseId {
  /** Without vowels, which make words, and without what is read for something else. */
  private static final String LETTERS = "23456789bcdfghjkmnpqrstvwxz";

  private static final int CHARACTERS = 6;
  private static final Pattern DAY = Pattern.compile("-\\d{4}(\\d{4})T\\d{2}-");

  private CaseId() {}

  static String shortened(String id) {
    StringBuilder text = new StringBuilder();
    Matcher day = DAY.matcher(id);
    if (day.find()) {
      text.append(day.group(1)).append('-');
    }
    byte[] hash = sha256(id);
    long number = 0;
    for (int i = 0; i < Long.BYTES - 1; i++) {
      number = number << Byte.SIZE | (hash[i] & 0xff);
    }
    for (int i = 0; i < CHARACTERS; i++) {
      text.append(LETTERS.charAt((int) (number % LETTERS.length())));
      number /= LETTERS.length();
    }
    return text.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
