package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that was written before, as far as it can be checked again.
 *
 * @param policy the trust policy that it is about
 * @param policySha256 of its canonical text
 * @param callers who stood behind it
 * @param simulated whether a person wrote the policy
 */
record CertificateFile(
    String role,
    Policy policy,
    String policySha256,
    String sha256,
    String verdict,
    List<String> callers,
    boolean simulated,
    int enoughDays) {
  CertificateFile {
    callers = List.copyOf(callers);
  }

  /**
   * Reads one.
   *
   * @throws Refusal if the file is no certificate
   */
  static CertificateFile read(Path file) {
    try {
      Map<String, @Nullable Object> tree = Json.object(Files.readString(file));
      List<String> callers = new ArrayList<>();
      if (tree.get("callers") instanceof List<?> list) {
        for (Object each : list) {
          if (each instanceof Map<?, ?> caller) {
            callers.add(String.valueOf(caller.get("caller")));
          }
        }
      }
      Object policy = tree.get("policy");
      if (!(policy instanceof Map<?, ?>)) {
        throw noCertificate(file);
      }
      return new CertificateFile(
          text(tree, "role", file),
          Policy.parse(text(tree, "role", file), JsonWriter.line(policy)),
          text(tree, "policySha256", file),
          text(tree, "sha256", file),
          text(tree, "verdict", file),
          callers,
          Boolean.TRUE.equals(tree.get("simulated")),
          tree.get("enoughDays") instanceof Number days ? days.intValue() : 35);
    } catch (IOException e) {
      throw Refusal.unreadable("The certificate `" + file + "` cannot be read.");
    } catch (IllegalArgumentException | PolicyException e) {
      throw noCertificate(file);
    }
  }

  private static String text(Map<String, @Nullable Object> tree, String name, Path file) {
    if (tree.get(name) instanceof String text) {
      return text;
    }
    throw noCertificate(file);
  }

  private static Refusal noCertificate(Path file) {
    return Refusal.unreadable(
        "`" + file + "` is no certificate; `gatehouse harden ROLE --out DIR` writes one.");
  }
}
