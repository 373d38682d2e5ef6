package dev.gatehouse.app;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gatehouse --help} prints. Written here once and made without the library that parses
 * command lines, so that it is there at once.
 */
final class Overview {
  private static final int WIDTH_LEAST = 60;
  private static final int WIDTH_MOST = 110;

  /**
   * A name and what it stands for.
   *
   * @param name of a command or an option, or an exit code
   */
  record Entry(String name, String summary) {}

  private static final List<Entry> OPTIONS =
      List.of(
          new Entry("-h, --help", "Show this help message and exit."),
          new Entry("-V, --version", "Print version information and exit."));

  /** The commands in the order in which a newcomer needs them, as each describes itself. */
  static final List<Entry> COMMANDS =
      List.of(
          new Entry(
              "detect", "Read CloudTrail files and report what is unusual, with the evidence."),
          new Entry(
              "lineage",
              "Follow every event made with temporary credentials home, one line an event."),
          new Entry(
              "trace",
              "Show where a credential came from and all that grew from it, with every record."),
          new Entry(
              "explain",
              "Show all that is known of one finding or case: the way home, the arithmetic, what to"
                  + " do, and the records."),
          new Entry(
              "contain",
              "Plan how to cut off whoever is behind a case, and prove that the plan holds."),
          new Entry(
              "detections",
              "List the detections, or show what one looks for and what to do about it."),
          new Entry(
              "tune",
              "Derive thresholds of statistical detections from a trail, so that no more is"
                  + " reported a day than a team can look at; say what is cut, and print the"
                  + " settings."),
          new Entry(
              "baseline",
              "Print what is normal for an identity: its hours, amounts, places, tools, calls."),
          new Entry("trail", "Check trail files themselves."),
          new Entry(
              "redact",
              "Copy records or findings with accounts, names, addresses and ids replaced."),
          new Entry("policy", "Decide, explain, test, check and compare IAM policies."),
          new Entry("estate", "Look at what exists: accounts, roles, trust, credentials."),
          new Entry(
              "harden",
              "Propose a tighter trust policy and prove on the past that it breaks nobody."),
          new Entry("serve", "Watch records as they come, and answer questions over HTTP."),
          new Entry(
              "status", "Say how a running server is doing; exit 1 if something does not work."),
          new Entry("backup", "Copy a server's data folder, also while it works."),
          new Entry("restore", "Make a new data folder of a backup."),
          new Entry(
              "gate",
              "Run a local IAM and STS that checks signatures, enforces policies and records every"
                  + " call."),
          new Entry(
              "range",
              "Generate a labelled organization under attack, and score findings against it."),
          new Entry(
              "demo",
              "Generate an organization under attack, detect, and tell the story of the worst"
                  + " finding."),
          new Entry("config", "Check gatehouse.yaml, or print one to begin with."),
          new Entry("generate-completion", "Generate bash/zsh completion script for gatehouse."));

  private static final List<Entry> EXIT_CODES =
      List.of(
          new Entry("0", "done"),
          new Entry(
              "1",
              "findings at or over --fail-on; a digest chain that is not intact; failed policy"
                  + " checks"),
          new Entry("2", "wrong usage or settings; an id that is not in the files"),
          new Entry("3", "the input could not be read at all"),
          new Entry("70", "our own failure"));

  private static final List<String> EXAMPLES =
      List.of(
          "gatehouse demo",
          "gatehouse detect ./AWSLogs",
          "gatehouse detect --format html ./AWSLogs >report.html",
          "gatehouse trace ASIAEXAMPLEKEYID0001 ./AWSLogs");

  private final StringBuilder out = new StringBuilder(4096);
  private final int width;
  private final @Nullable Paint paint;

  /**
   * @param paint null for plain text
   */
  private Overview(int width, @Nullable Paint paint) {
    this.width = width;
    this.paint = paint;
  }

  /** How wide help is printed. */
  static int width(Terminal terminal) {
    return Math.max(WIDTH_LEAST, Math.min(terminal.columns(), WIDTH_MOST));
  }

  /** The help of the whole, as wide as the terminal. */
  static String text(Terminal terminal) {
    return new Overview(width(terminal), terminal.paint()).text();
  }

  /** The same for a file or a pipe. */
  static String plain() {
    return new Overview(WIDTH_MOST, null).text();
  }

  private String text() {
    out.append("Usage: ").append(strong("gatehouse"));
    line(" [-hV] COMMAND");
    paragraph("Follows AWS credentials home and says what was done with them.");
    line("");
    paragraph(
        "Reads CloudTrail files, resolves every temporary credential to whoever stands behind it,"
            + " and reports what is unusual, with the evidence.");
    entries(OPTIONS);
    line("Commands:");
    entries(COMMANDS);
    line("");
    line("Exit codes:");
    entries(EXIT_CODES);
    line("");
    line("Examples:");
    for (String example : EXAMPLES) {
      out.append("  ");
      line(example);
    }
    line("");
    paragraph(
        "A PATH is a file, a folder, a glob, or - for standard input. What is inside is found by"
            + " content: any CloudTrail container, plain or in gzip, zstd or zip.");
    paragraph(
        "Settings: flag, else environment (GATEHOUSE_FAIL_ON), else gatehouse.yaml (see"
            + " `gatehouse config example`).");
    return out.toString();
  }

  /** Two columns, the first as wide as its widest. */
  private void entries(List<Entry> entries) {
    int widest = 0;
    for (Entry entry : entries) {
      widest = Math.max(widest, entry.name.length());
    }
    for (Entry entry : entries) {
      out.append("  ").append(strong(entry.name));
      out.append(" ".repeat(widest + 2 - entry.name.length()));
      wrap(entry.summary, widest + 4);
    }
  }

  private void paragraph(String text) {
    wrap(text, 0);
  }

  /** The text from the column {@code indent} on, where the line already stands. */
  private void wrap(String text, int indent) {
    int at = 0;
    while (text.length() - at > width - indent) {
      int blank = text.lastIndexOf(' ', at + width - indent);
      if (blank <= at) {
        break; // a word wider than the column stands out of it
      }
      line(text.substring(at, blank));
      out.append(" ".repeat(indent));
      at = blank + 1;
    }
    line(text.substring(at));
  }

  private String strong(String text) {
    return paint == null ? text : paint.strong(text);
  }

  private void line(String text) {
    out.append(text).append(System.lineSeparator());
  }
}
