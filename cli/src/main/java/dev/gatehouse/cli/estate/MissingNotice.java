package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.inventory.Missing;
import dev.gatehouse.output.label.Text;
import java.util.List;

/** Says on standard error what the estate lacks, so that an answer is not taken for the whole. */
final class MissingNotice {
  private MissingNotice() {}

  static void print(EstateFolder.Reading reading, Terminal terminal) {
    List<Missing> missing = reading.estate().inventory().missing();
    if (!missing.isEmpty()) {
      terminal.notice(
          Text.count(missing.size(), "thing")
              + " the estate does not tell, first "
              + missing.get(0).what()
              + "; `gatehouse estate show` lists what would.");
    }
  }
}
