package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.harden.proof.Hardening;
import dev.gatehouse.harden.proof.Rollout;
import dev.gatehouse.harden.proof.Terraform;
import dev.gatehouse.harden.proof.TrustBeforeAttack;
import dev.gatehouse.harden.proof.UnifiedDiff;
import dev.gatehouse.output.harden.HardenJson;
import dev.gatehouse.output.label.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a rollout needs, as files in one folder. */
final class HardenFiles {
  private HardenFiles() {}

  /**
   * Writes them.
   *
   * @throws Refusal if the folder cannot be written
   */
  static void write(Path folder, Hardening.Result result, boolean simulated, int enoughDays) {
    try {
      Files.createDirectories(folder);
      text(folder, "trust-policy.json", result.certificate().policy().json());
      text(folder, "before.json", result.certificate().current().json());
      TrustBeforeAttack clean = result.proposal().beforeAttack();
      if (clean.isSuspect() && clean.doubt() == null) {
        text(folder, "before-attack.json", clean.document().json());
      }
      text(folder, "certificate.json", HardenJson.pretty(result, simulated, enoughDays));
      text(folder, "trust-policy.diff", String.join("\n", diff(result)));
      text(
          folder,
          "role.tf",
          Terraform.of(
              result.role().arn(),
              result.certificate().policy(),
              result.proposal().maxSessionSeconds()));
      text(folder, "rollout.md", rollout(result));
    } catch (IOException e) {
      throw Refusal.usage("The folder `" + folder + "` cannot be written: " + e.getMessage() + ".");
    }
  }

  private static void text(Path folder, String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
  }

  /** The change as a unified diff. */
  static List<String> diff(Hardening.Result result) {
    String name = result.role().account() + "/" + result.role().name();
    return UnifiedDiff.of(
            name + " (in force)",
            result.certificate().current().json(),
            name + " (proposed)",
            result.certificate().policy().json())
        .stream()
        .map(Text::oneLine)
        .toList();
  }

  private static String rollout(Hardening.Result result) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(Text.oneLine(result.role().arn())).append("\n\n");
    text.append("Verdict: ").append(result.certificate().verdict().words()).append(". ");
    text.append("Certificate ").append(result.certificate().sha256()).append(".\n");
    int number = 1;
    for (Rollout.Step step : result.rollout().steps()) {
      text.append("\n## ").append(number++).append(". ").append(step.title()).append("\n\n");
      text.append(Text.oneLine(step.why())).append("\n\n```\n");
      step.commands().forEach(line -> text.append(Text.oneLine(line)).append('\n'));
      text.append("```\n\nIn CloudTrail: ").append(Text.oneLine(step.lookFor())).append('\n');
    }
    return text.toString();
  }
}
