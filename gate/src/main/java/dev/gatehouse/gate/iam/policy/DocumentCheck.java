package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;

/**
 * Takes or refuses policy documents as IAM does, in its order and its words. IAM is stricter than
 * the language needs and looks at more than its guide says; what it says of which document was seen
 * on AWS.
 */
public final class DocumentCheck {
  private DocumentCheck() {}

  /**
   * A managed policy.
   *
   * @throws AwsException MalformedPolicyDocument
   */
  static void managed(String document) {
    new IdentityDocument(object(document, "Syntax errors in policy.")).check(true);
    requireReadable(document);
  }

  /** An inline policy, which may still have the old version of the language. */
  static void inline(String document) {
    new IdentityDocument(object(document, "Syntax errors in policy.")).check(false);
    requireReadable(document);
  }

  /** A role's trust policy. */
  public static void trust(State state, String document) {
    new TrustDocument(state, object(document, "This policy contains invalid Json")).check();
    requireReadable(document);
  }

  /** The size that counts against quotas: white space does not. */
  public static int size(String document) {
    return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  static AwsException malformed(String message) {
    return new AwsException(400, "MalformedPolicyDocument", message);
  }

  private static JsonObject object(String document, String otherwise) {
    try {
      JsonValue value = JsonReader.read(document);
      if (value instanceof JsonObject object) {
        return object;
      }
    } catch (JsonException e) {
      // Told below.
    }
    throw malformed(otherwise);
  }

  /** INVARIANT: a document that is kept can be compiled, or no decision could be made with it. */
  private static void requireReadable(String document) {
    try {
      boolean broken =
          Policy.parse("new", document).statements().stream().anyMatch(each -> each.broken());
      if (!broken) {
        return;
      }
    } catch (PolicyException e) {
      // Told below.
    }
    throw malformed("Syntax errors in policy.");
  }
}
