package dev.gatehouse.gate.iam.credential;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** Keys and certificates as text. */
public final class Pem {
  private Pem() {}

  /** The bytes between the lines of a kind; throws {@link IllegalArgumentException} if none. */
  static byte[] bytes(String text, String kind) {
    String begin = "-----BEGIN " + kind + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + kind + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("This is no PEM of a " + kind + ".");
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }

  /**
   * Reads one certificate.
   *
   * @throws GeneralSecurityException if it is none
   */
  public static X509Certificate certificate(String text) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** An {@code ssh-rsa} key as a SubjectPublicKeyInfo in PEM. */
  static String ofSshRsa(String body) {
    ByteBuffer fields =
        ByteBuffer.wrap(Base64.getDecoder().decode(body.strip().split("\\s+", -1)[1]));
    field(fields);
    BigInteger exponent = new BigInteger(field(fields));
    BigInteger modulus = new BigInteger(field(fields));
    try {
      byte[] der =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(modulus, exponent))
              .getEncoded();
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
          + "\n-----END PUBLIC KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key was taken and is none.", e);
    }
  }

  private static byte[] field(ByteBuffer fields) {
    byte[] field = new byte[fields.getInt()];
    fields.get(field);
    return field;
  }
}
