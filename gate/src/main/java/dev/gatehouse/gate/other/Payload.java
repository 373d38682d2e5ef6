package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.signature.SignatureCheck;
import dev.gatehouse.gate.signature.SignedCall;
import dev.gatehouse.gate.wire.HttpCall;
import java.util.List;

/** What stands for the body in a signature; S3 has words for it. */
final class Payload {
  private static final String HEADER = "x-amz-content-sha256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private Payload() {}

  /**
   * The hash or word.
   *
   * @throws AwsException if the header names another body, or one signed chunk by chunk
   */
  static String hash(HttpCall http, SignedCall signed) {
    String actual = SignatureCheck.payloadHash(http.body());
    List<String> said = http.headers(HEADER);
    if (!signed.scope().service().startsWith("s3")) {
      return actual;
    }
    if (said.isEmpty()) {
      return signed.presigned() ? UNSIGNED : actual;
    }
    String word = said.get(0);
    if (word.equals(UNSIGNED) || word.equals(actual)) {
      return word;
    }
    if (word.startsWith("STREAMING-")) {
      throw new AwsException(
          501, "NotImplemented", "The gate does not read bodies that are signed in chunks.");
    }
    throw new AwsException(
        400,
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
}
