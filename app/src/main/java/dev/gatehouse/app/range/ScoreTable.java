package dev.gatehouse.app.range;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.range.score.Scorecard;
import dev.gatehouse.range.score.Scorecard.CampaignScore;
import dev.gatehouse.range.score.Scorecard.DetectorScore;
import dev.gatehouse.range.score.Scorecard.LookAlikeScore;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A score for people. */
final class ScoreTable {
  static final int WIDTH = 120;

  private final Scorecard card;
  private final boolean findings;

  ScoreTable(Scorecard card, boolean findings) {
    this.card = card;
    this.findings = findings;
  }

  void print(PrintWriter out) {
    Scorecard.LineageScore lineage = card.lineage();
    if (lineage != null) {
      out.printf(
          Locale.ROOT,
          "Lineage: %,d right, %,d rightly unresolved, %,d given up, %,d wrong, %,d missing"
              + " (%.3f %% of the resolvable are right).%n%n",
          lineage.right(),
          lineage.rightlyUnresolved(),
          lineage.unresolved(),
          lineage.wrong(),
          lineage.missing(),
          100 * lineage.resolvedShare());
    }
    if (!findings) {
      return;
    }
    if (card.cases() == null || card.findings() > 0) {
      findings(out);
    } else {
      out.println("Cases alone were given; findings were not, and are not scored.");
      out.println();
    }
    if (card.cases() != null) {
      new CaseScoreTable(card, card.cases()).print(out);
    }
  }

  private void findings(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Recall: %d of %d loud campaigns, %d of %d quiet ones.%n",
        card.campaignsFound("loud"),
        card.campaignsOf("loud"),
        card.campaignsFound("quiet"),
        card.campaignsOf("quiet"));
    out.printf(
        Locale.ROOT,
        "False: %,d of %,d findings, %.2f a day for each 1,000 identities (%,d identities, %d"
            + " days).%n%n",
        card.falseFindings(),
        card.findings(),
        card.falsePerThousandIdentitiesDay(card.falseFindings()),
        card.identities(),
        card.days());
    campaigns().print(out, WIDTH, new Paint(false));
    out.println();
    detectors().print(out, WIDTH, new Paint(false));
    out.println();
    lookAlikes().print(out, WIDTH, new Paint(false));
    out.println();
    days().print(out, WIDTH, new Paint(false));
    if (card.cases() != null) {
      out.println();
    }
  }

  private Table campaigns() {
    Table table =
        new Table()
            .column("CAMPAIGN", 34)
            .number("FINDINGS")
            .number("STAGES")
            .number("EVENTS")
            .number("MINUTES")
            .number("MIN. HIGH")
            .column("DETECTIONS", Integer.MAX_VALUE);
    for (CampaignScore c : card.campaigns()) {
      table.row(
          Cell.of(c.run()),
          Cell.of(String.valueOf(c.found())),
          Cell.of(c.stagesFound() + "/" + c.stages()),
          Cell.of(orDash(c.eventsUntilFirst())),
          Cell.of(orDash(c.minutesUntilFirst())),
          Cell.of(orDash(c.minutesUntilHigh())),
          Cell.of(c.found() == 0 ? "not found" : String.join(", ", c.detectors())));
    }
    return table;
  }

  private Table detectors() {
    Table table =
        new Table()
            .column("DETECTION", 34)
            .number("FINDINGS")
            .number("FALSE")
            .number("SHARE")
            .number("LOOK-ALIKE")
            .column("FALSE A DAY, 1,000 IDENTITIES", Integer.MAX_VALUE);
    for (DetectorScore d : card.detectors()) {
      table.row(
          Cell.of(d.detector()),
          Cell.of(String.valueOf(d.findings())),
          Cell.of(String.valueOf(d.wrong())),
          Cell.of(String.format(Locale.ROOT, "%.0f %%", 100 * d.wrongShare())),
          Cell.of(String.valueOf(d.onLookAlikes())),
          Cell.of(
              String.format(Locale.ROOT, "%.3f", card.falsePerThousandIdentitiesDay(d.wrong()))));
    }
    return table;
  }

  private Table lookAlikes() {
    Table table =
        new Table()
            .column("LOOK-ALIKE", 34)
            .number("FINDINGS")
            .column("DETECTIONS", Integer.MAX_VALUE);
    for (LookAlikeScore l : card.lookAlikes()) {
      table.row(
          Cell.of(l.run()),
          Cell.of(String.valueOf(l.findings())),
          Cell.of(String.join(", ", l.detectors())));
    }
    return table;
  }

  private Table days() {
    Table table = new Table().column("DAY", 34).column("FALSE FINDINGS", Integer.MAX_VALUE);
    card.falseByDay().forEach((day, count) -> table.row(Cell.of(day), Cell.of(count.toString())));
    return table;
  }

  static String orDash(@Nullable Object value) {
    return value == null ? "–" : value.toString();
  }
}
