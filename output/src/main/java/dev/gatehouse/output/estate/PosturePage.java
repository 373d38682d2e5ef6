package dev.gatehouse.output.estate;

import dev.gatehouse.core.finding.Names;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.posture.PostureResult;
import dev.gatehouse.estate.posture.PostureResult.Standing;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.page.ReportPage;
import java.util.ArrayList;
import java.util.List;

/** Posture as one HTML file that loads nothing and runs nothing. */
public final class PosturePage {
  /** Rows on a page; one with more could be opened by nobody. */
  private static final int ROWS_MAX = 5_000;

  private PosturePage() {}

  public static String of(List<PostureResult> results, Estate estate) {
    Label label = new Label(Names.of(estate));
    ReportPage page =
        new ReportPage(
            "posture",
            Text.count(count(results, Standing.OPEN), "thing") + " to do",
            List.of(
                Text.count(count(results, Standing.EXCEPTED), "declared exception")
                    + ", and "
                    + Text.count(count(results, Standing.UNKNOWN), "question")
                    + " that the estate does not answer."));
    page.header(List.of("Severity", "Check", "Who", "What", "Why", "Evidence", "What to do"));
    results.stream().limit(ROWS_MAX).forEach(each -> page.row(cells(each, label)));
    if (results.size() > ROWS_MAX) {
      page.notice("Only the worst " + ROWS_MAX + " are here; `--format jsonl` has them all.");
    }
    return page.text();
  }

  private static List<String> cells(PostureResult result, Label label) {
    List<String> steps = new ArrayList<>();
    for (String step : result.steps()) {
      steps.add((steps.size() + 1) + ". " + step);
    }
    boolean open = result.standing() == Standing.OPEN;
    return List.of(
        open ? result.severity().word() : result.standing().word(),
        result.check(),
        label.identity(result.subject()),
        result.what(),
        result.why(),
        String.join("; ", result.evidence()),
        String.join(" ", steps));
  }

  private static long count(List<PostureResult> results, Standing standing) {
    return results.stream().filter(each -> each.standing() == standing).count();
  }
}
