package dev.gatehouse.serve.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its chain and its private key, as certificate authorities hand them out: PEM,
 * the key in PKCS #8 and not encrypted.
 */
public record TlsFiles(Path certificate, Path key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  /**
   * Both in one store.
   *
   * @throws IOException with one sentence if they cannot be used
   */
  KeyStore keyStore() throws IOException {
    PrivateKey secret = privateKey();
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))
              .toArray(new Certificate[0]);
      if (chain.length == 0) {
        throw new IOException("`" + certificate + "` holds no certificate.");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("gatehouse", secret, new char[0], chain);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "`" + certificate + "` is no certificate that fits the key: " + e.getMessage() + ".", e);
    }
  }

  private PrivateKey privateKey() throws IOException {
    Matcher pem = KEY.matcher(Files.readString(key));
    if (!pem.find()) {
      throw new IOException(
          "`"
              + key
              + "` holds no unencrypted PKCS #8 key; `openssl pkcs8 -topk8 -nocrypt` makes one.");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (GeneralSecurityException another) {
        // the form does not say which it is
      }
    }
    throw new IOException("`" + key + "` is no key for RSA, EC or Ed25519.");
  }
}
