package dev.gatehouse.trail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of records before anybody is shown them. CloudTrail hides most itself, but not
 * the session tokens that it logs with each issue, nor what older or foreign records hold; who
 * reads our output must not be able to act with it.
 *
 * <p>A secret is known by the name of its member, in the words that the AWS service models mark as
 * sensitive: tokens that are credentials (not those that page through a list or make a request
 * unique), passwords, secrets, private keys, assertions and codes; and by its name in the query of
 * a signed URL.
 */
public final class Secrets {
  /** What stands for a secret. */
  public static final String MASK = "****";

  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private static final String NAME =
      "(?:[a-z_-]*(?:session|security|access|refresh|id|identity|bearer|auth|authentication|oauth|web|federation|login|sso|api|registration|delegation)[_-]?tokens?"
          + "|token|authtoken|tokencode|mfacode|x-amz-security-token"
          + "|[a-z_-]*(?:password|passwd|passphrase)"
          + "|[a-z_-]*secret(?:[_-]?(?:access)?[_-]?key|string|binary|value|hash)?"
          + "|[a-z_-]*(?:private|shared|pre[_-]?shared)[_-]?key|keymaterial|plaintext|plaintextkey"
          + "|servicepassword|servicecredentialsecret|[a-z_-]*api[_-]?key[_-]?value"
          + "|samlassertion|assertion|authorizationcode|credentialsecret|clientsecret)";

  /** A member in JSON, or in JSON that is a text in JSON; in a piece that breaks off, too. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "((\\\\*)\"" + NAME + "\\2\"\\s*:\\s*\\2\")((?:(?!\\2\")(?:\\\\.|[^\\\\\"]))*+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern QUERY =
      Pattern.compile(
          "([?&](?:X-Amz-Security-Token|X-Amz-Signature|Signature|SigninToken)=)[^&\"\\\\\\s]+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ONE_NAME = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** Whether a member of this name holds a secret. */
  public static boolean isSecret(String name) {
    return ONE_NAME.matcher(name).matches();
  }

  /** {@code json}, whole or a piece of it, with {@value #MASK} for each secret. */
  public static String mask(String json) {
    Matcher members = MEMBER.matcher(json);
    StringBuilder out = new StringBuilder(json.length());
    while (members.find()) {
      String value = members.group(3);
      boolean empty = value.isEmpty() || value.equals(HIDDEN);
      members.appendReplacement(
          out, Matcher.quoteReplacement(members.group(1) + (empty ? value : MASK)));
    }
    members.appendTail(out);
    return QUERY.matcher(out).replaceAll("$1" + Matcher.quoteReplacement(MASK));
  }
}
