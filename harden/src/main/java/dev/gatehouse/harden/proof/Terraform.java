package dev.gatehouse.harden.proof;

import org.jspecify.annotations.Nullable;

/** A role's trust in Terraform's language. */
public final class Terraform {
  private Terraform() {}

  /**
   * The resource with what changes; the rest of it is the reader's.
   *
   * @param maxSessionSeconds null to leave it out
   */
  public static String of(
      String roleArn, TrustDocument trust, @Nullable Integer maxSessionSeconds) {
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    String path = roleArn.substring(roleArn.indexOf(":role/") + 5, roleArn.lastIndexOf('/') + 1);
    StringBuilder text = new StringBuilder();
    text.append("resource \"aws_iam_role\" \"").append(name.replaceAll("[^A-Za-z0-9_-]", "_"));
    text.append("\" {\n  name = \"").append(name).append("\"\n");
    if (!path.equals("/")) {
      text.append("  path = \"").append(path).append("\"\n");
    }
    if (maxSessionSeconds != null) {
      text.append("  max_session_duration = ").append(maxSessionSeconds).append('\n');
    }
    text.append("  assume_role_policy = <<-POLICY\n");
    // Terraform would take a policy variable for its own.
    trust
        .json()
        .replace("${", "$${")
        .lines()
        .forEach(line -> text.append("    ").append(line).append('\n'));
    return text.append("  POLICY\n}\n").toString();
  }
}
