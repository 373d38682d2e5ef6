package dev.gatehouse.core.detect;

import dev.gatehouse.core.finding.Attack;
import java.util.List;

/** The page docs/detections.md, written from what the detections say of themselves. */
public final class DetectionsPage {
  private DetectionsPage() {}

  /**
   * The page in Markdown, in the order given.
   *
   * @param noise what they said where the truth is known
   */
  public static String of(List<? extends Detection> detectors, Noise noise) {
    StringBuilder page = new StringBuilder();
    page.append("# Detections\n\n");
    page.append(
        "Written by `DetectionsPage` from the `About` of each detection; edit it there. What was"
            + " measured comes from [noise.tsv](noise.tsv).\n\n");
    page.append("| id | what | nature | highest severity | ATT&CK v19 | false findings |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Detection detector : detectors) {
      About about = detector.about();
      page.append("| [`").append(about.id()).append("`](#").append(about.id()).append(") | ");
      page.append(about.title()).append(" | ").append(detector.nature().word());
      page.append(" | ").append(about.severity().word()).append(" | ");
      page.append(techniques(about)).append(" | ").append(noise.brief(about.id())).append(" |\n");
    }
    for (Detection detector : detectors) {
      section(page, detector.about(), detector.nature(), noise);
    }
    return page.toString();
  }

  private static void section(StringBuilder page, About about, Nature nature, Noise noise) {
    page.append("\n## ").append(about.id()).append("\n\n");
    page.append("**").append(about.title()).append(".** ").append(about.summary()).append("\n\n");
    page.append("- Nature: ").append(nature.words()).append('\n');
    page.append("- Highest severity: ").append(about.severity().word()).append('\n');
    page.append("- ATT&CK v19: ").append(techniques(about)).append('\n');
    page.append("- Leans on: ").append(about.belief()).append('\n');
    page.append("- Needs: ").append(about.requires()).append('\n');
    page.append("- Cheap way around: ").append(about.wayAround()).append('\n');
    page.append("- Measured: ").append(noise.words(about.id())).append('\n');
    page.append("- Reference: <").append(about.reference()).append(">\n");
    list(page, "False positives", "- ", about.falsePositives());
    list(page, "Known gaps", "- ", about.knownGaps());
    list(page, "Runbook", "1. ", about.runbook());
  }

  private static void list(StringBuilder page, String title, String bullet, List<String> entries) {
    page.append("\n### ").append(title).append("\n\n");
    for (String entry : entries) {
      page.append(bullet).append(entry).append('\n');
    }
  }

  private static String techniques(About about) {
    return String.join(", ", about.attack().stream().map(Attack::technique).toList());
  }
}
