package dev.gatehouse.app.estate;

import dev.gatehouse.app.terminal.Terminal;
import dev.gatehouse.app.terminal.Text;
import dev.gatehouse.core.estate.EstateFolder;
import dev.gatehouse.core.estate.inventory.Missing;
import java.util.List;

/** Says on standard error what the estate lacks, so that an answer is not taken for the whole. */
final class MissingNotice {
  private static final int SHOWN = 3;

  private MissingNotice() {}

  static void print(EstateFolder.Reading reading, Terminal terminal) {
    List<Missing> missing = reading.estate().inventory().missing();
    missing.stream()
        .limit(SHOWN)
        .forEach(
            each ->
                terminal.notice(
                    "Not known: "
                        + each.what()
                        + "; "
                        + each.wouldBeAnsweredBy()
                        + " would tell."));
    if (missing.size() > SHOWN) {
      terminal.notice(
          Text.count(missing.size() - SHOWN, "further part")
              + " not known; `gatehouse estate show` lists them.");
    }
  }
}
