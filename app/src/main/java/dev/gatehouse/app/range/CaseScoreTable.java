package dev.gatehouse.app.range;

import static dev.gatehouse.app.range.ScoreTable.orDash;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.range.score.CaseScore;
import dev.gatehouse.range.score.CaseScore.Campaign;
import dev.gatehouse.range.score.CaseScore.Level;
import dev.gatehouse.range.score.CaseScore.LookAlike;
import dev.gatehouse.range.score.Scorecard;
import dev.gatehouse.range.score.Scorecard.CampaignScore;
import java.io.PrintWriter;
import java.util.Locale;

/** The score of cases, for people. */
final class CaseScoreTable {
  private final Scorecard card;
  private final CaseScore cases;

  CaseScoreTable(Scorecard card, CaseScore cases) {
    this.card = card;
    this.cases = cases;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Part of a case of high confidence: %d of %d loud campaigns, %d of %d quiet ones; %s.%n",
        cases.campaignsIn("loud", Confidence.HIGH),
        card.campaignsOf("loud"),
        cases.campaignsIn("quiet", Confidence.HIGH),
        card.campaignsOf("quiet"),
        cases.eventsUntilHigh() == null
            ? "fewer than half of all"
            : "half of all within "
                + cases.eventsUntilHigh()
                + " attacker events, and within "
                + cases.minutesUntilHigh()
                + " minutes");
    out.printf(
        Locale.ROOT,
        "Cases: %,d, and %,d more that others took up. False ones a week:%n%n",
        cases.cases(),
        cases.merged());
    levels().print(out, ScoreTable.WIDTH, new Paint(false));
    out.println();
    campaigns().print(out, ScoreTable.WIDTH, new Paint(false));
    out.println();
    lookAlikes().print(out, ScoreTable.WIDTH, new Paint(false));
  }

  private Table levels() {
    Table table =
        new Table()
            .column("CONFIDENCE", 34)
            .number("CASES")
            .number("FALSE")
            .column("FALSE A WEEK", Integer.MAX_VALUE);
    for (Level level : cases.levels()) {
      table.row(
          Cell.of(level.confidence().word()),
          Cell.of(String.valueOf(level.cases())),
          Cell.of(String.valueOf(level.wrong())),
          Cell.of(String.format(Locale.ROOT, "%.2f", cases.falsePerWeek(level.confidence()))));
    }
    return table;
  }

  private Table campaigns() {
    Table table =
        new Table()
            .column("CAMPAIGN", 34)
            .number("CASES")
            .number("STAGES")
            .number("EV. HIGH")
            .number("MIN. HIGH")
            .column("SUREST CASE", Integer.MAX_VALUE);
    for (int i = 0; i < cases.campaigns().size(); i++) {
      Campaign in = cases.campaigns().get(i);
      CampaignScore c = card.campaigns().get(i);
      Confidence surest = in.confidence();
      table.row(
          Cell.of(in.run()),
          Cell.of(String.valueOf(in.cases())),
          Cell.of(c.stagesFound() + "/" + c.stages()),
          Cell.of(orDash(c.eventsUntilHigh())),
          Cell.of(orDash(c.minutesUntilHigh())),
          Cell.of(surest == null ? "in no case" : surest.word()));
    }
    return table;
  }

  private Table lookAlikes() {
    Table table =
        new Table()
            .column("LOOK-ALIKE", 34)
            .number("HIGH")
            .number("MEDIUM")
            .column("LOW", Integer.MAX_VALUE);
    for (LookAlike l : cases.lookAlikes()) {
      table.row(
          Cell.of(l.run()),
          Cell.of(String.valueOf(l.high())),
          Cell.of(String.valueOf(l.medium())),
          Cell.of(String.valueOf(l.low())));
    }
    return table;
  }
}
