package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Session policies and tags passed in a call, and how much of the room for them they take.
 *
 * @param packedSize percent of the limit of the packed form; null when nothing was passed
 */
record SessionPolicies(@Nullable String document, List<String> arns, @Nullable Integer packedSize) {
  private static final int DOCUMENT_LENGTH_MAX = 2_048;
  private static final int ARNS_MAX = 10;

  /** AWS packs into a binary form of its own whose limit it does not publish; this is near it. */
  private static final int PACKED_BYTES_MAX = 1_536;

  static SessionPolicies of(Call call, String account, SessionTags tags) {
    String document = call.text("Policy");
    if (document != null) {
      check(document);
    }
    List<String> arns =
        call.input().structures("PolicyArns").stream().map(each -> each.text("arn", "")).toList();
    if (arns.size() > ARNS_MAX) {
      throw AwsException.validation("Member must have length less than or equal to " + ARNS_MAX);
    }
    for (String arn : arns) {
      if (!arn.startsWith("arn:aws:iam::" + account + ":policy/")
          && !arn.startsWith("arn:aws:iam::aws:policy/")) {
        throw AwsException.validation(
            "Invalid ARN: " + arn + " is no managed policy of the role's account.");
      }
    }
    Integer size =
        document == null && arns.isEmpty() && tags.session().isEmpty()
            ? null
            : packed(document, arns, tags);
    if (size != null && size > 100) {
      throw new AwsException(
          400,
          "PackedPolicyTooLarge",
          "PackedPolicySize exceeds 100: the packed size of session policies and tags is "
              + size
              + "% of the limit.");
    }
    return new SessionPolicies(document, arns, size);
  }

  private static void check(String document) {
    if (document.length() > DOCUMENT_LENGTH_MAX) {
      throw AwsException.validation(
          "1 validation error detected: Value '"
              + document
              + "' at 'policy' failed to satisfy constraint: Member must have length less than or"
              + " equal to "
              + DOCUMENT_LENGTH_MAX);
    }
    try {
      Policy.parseStrict("session policy", document);
    } catch (PolicyException e) {
      throw new AwsException(400, "MalformedPolicyDocument", "This policy contains invalid Json");
    }
  }

  private static int packed(@Nullable String document, List<String> arns, SessionTags tags) {
    StringBuilder all = new StringBuilder(document == null ? "" : document);
    arns.forEach(all::append);
    tags.session().forEach((key, value) -> all.append(key).append('=').append(value).append('\n'));
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(all.toString().getBytes(StandardCharsets.UTF_8));
    deflater.finish();
    byte[] buffer = new byte[8_192];
    int bytes = 0;
    while (!deflater.finished()) {
      bytes += deflater.deflate(buffer);
    }
    deflater.end();
    return (bytes * 100 + PACKED_BYTES_MAX - 1) / PACKED_BYTES_MAX;
  }
}
