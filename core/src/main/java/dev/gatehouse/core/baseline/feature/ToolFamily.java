package dev.gatehouse.core.baseline.feature;

import dev.gatehouse.policy.aws.ServicePrincipal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of client software, told by the user agent: {@code cli}, {@code terraform}, {@code sdk
 * python}. Versions, systems and releases of languages are ignored, so that an upgrade is no new
 * tool.
 */
final class ToolFamily {
  private ToolFamily() {}

  private record Sign(String within, String family) {}

  /** In this order: many agents name the SDK they are built on after themselves. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("aws-internal", "aws"),
          new Sign("terraform", "terraform"),
          new Sign("opentofu", "terraform"),
          new Sign("pulumi", "pulumi"),
          new Sign("ansible", "ansible"),
          new Sign("cdk", "cdk"),
          new Sign("aws-cli/", "cli"),
          new Sign("awspowershell", "powershell"),
          new Sign("aws tools for powershell", "powershell"),
          new Sign("aws-vault", "aws-vault"),
          new Sign("steampipe", "steampipe"),
          new Sign("prowler", "prowler"),
          new Sign("scoutsuite", "scoutsuite"),
          new Sign("pacu", "pacu"),
          new Sign("botocore", "sdk python"),
          new Sign("boto3", "sdk python"),
          new Sign("boto/", "sdk python"),
          new Sign("aws-sdk-go", "sdk go"),
          new Sign("aws-sdk-java", "sdk java"),
          new Sign("aws-sdk-kotlin", "sdk kotlin"),
          new Sign("aws-sdk-nodejs", "sdk javascript"),
          new Sign("aws-sdk-js", "sdk javascript"),
          new Sign("aws-sdk-rust", "sdk rust"),
          new Sign("aws-sdk-ruby", "sdk ruby"),
          new Sign("aws-sdk-php", "sdk php"),
          new Sign("aws-sdk-net", "sdk .net"),
          new Sign("aws-sdk-dotnet", "sdk .net"),
          new Sign("aws-sdk-cpp", "sdk c++"),
          new Sign("aws-sdk-swift", "sdk swift"),
          new Sign("signin.amazonaws.com", "console"),
          new Sign("console.amazonaws.com", "console"),
          new Sign("console.aws.amazon.com", "console"),
          new Sign("aws console", "console"),
          new Sign("s3console", "console"),
          new Sign("cloudshell", "cloudshell"),
          new Sign("mozilla/", "console"));

  private static final int WORD_MAX = 32;

  /** The family of a user agent; null if there is none. */
  static @Nullable String family(@Nullable String userAgent) {
    if (userAgent == null) {
      return null;
    }
    String agent = userAgent.toLowerCase(Locale.ROOT);
    for (Sign sign : SIGNS) {
      if (agent.contains(sign.within())) {
        return sign.family();
      }
    }
    if (ServicePrincipal.is(agent)) {
      return "aws service";
    }
    return "other " + firstWord(agent);
  }

  /** What stands before the version. */
  private static String firstWord(String agent) {
    int end = 0;
    while (end < agent.length() && end < WORD_MAX && isOfWord(agent.charAt(end))) {
      end++;
    }
    return agent.substring(0, end);
  }

  private static boolean isOfWord(char c) {
    return c == '-' || c == '_' || c == '.' || (c >= 'a' && c <= 'z');
  }
}
