package dev.gatehouse.output.estate;

import dev.gatehouse.estate.graph.Reach.Reached;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.page.ReportPage;
import java.util.List;

/** A reach as one HTML file that loads nothing and runs nothing. */
public final class ReachPage {
  /** Rows on a page; one with more could be opened by nobody. */
  private static final int ROWS_MAX = 5_000;

  private ReachPage() {}

  public static String of(ReachView view) {
    ReportPage page = new ReportPage("reach", view.headline(), view.sentences());
    page.header(
        view.hasTrail()
            ? List.of("Can", "Steps", "Who or what", "May", "Used", "Live", "How")
            : List.of("Can", "Steps", "Who or what", "May", "How"));
    view.rows().stream().limit(ROWS_MAX).forEach(row -> row(page, row, view));
    if (view.rows().size() > ROWS_MAX) {
      page.notice("Only the worst " + ROWS_MAX + " are here; `--format jsonl` has them all.");
    }
    return page.text();
  }

  private static void row(ReportPage page, ReachView.Row row, ReachView view) {
    Reached reached = row.reached();
    String how = view.label().way(reached.path());
    String conditions = NodeLabel.conditions(reached.conditions());
    String told = conditions.isEmpty() ? how : how + " — if " + conditions;
    String who = view.label().of(reached.node());
    String steps = Integer.toString(reached.path().size());
    String may = NodeLabel.privilege(reached);
    if (!view.hasTrail()) {
      page.row(List.of(reached.verdict().word(), steps, who, may, told));
      return;
    }
    TrailUse.Use use = row.use();
    String used = use == null ? "" : use.times() + "×, " + Label.time(use.last());
    String live = row.live() ? "live" : "";
    page.row(List.of(reached.verdict().word(), steps, who, may, used, live, told));
  }
}
