package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.trail.DigestJson;
import dev.gatehouse.trail.digest.DigestKeys;
import dev.gatehouse.trail.digest.DigestReport;
import dev.gatehouse.trail.digest.DigestVerdict;
import dev.gatehouse.trail.digest.Digests;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailFilesException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse trail verify}: CloudTrail's integrity validation on files. */
@Command(
    name = "verify",
    description = {
      "Check the digest chain: nothing was changed, added or taken away.",
      "The table shows what is not proven, and counts; jsonl shows every file.",
      "Exit 0 if every digest and log file is proven, else 1.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The signature of a digest is S3 metadata. Lay it beside the digest as NAME.signature (hex)"
          + " or NAME.head.json (the output of `aws s3api head-object`).",
      "",
      "Example:",
      "  aws cloudtrail list-public-keys >keys.json",
      "  gatehouse trail verify --keys keys.json ./AWSLogs",
    })
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Digests, log files and signatures: files, folders or globs.")
  private List<String> paths = List.of();

  @Option(
      names = "--keys",
      paramLabel = "F",
      description = "Public keys: output of `aws cloudtrail list-public-keys`, PEM or DER.")
  private List<Path> keys = List.of();

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DigestReport report = report();
    if (report.verdicts().isEmpty()) {
      throw Refusal.unreadable(
          "There is no digest among these files; digests lie in the folder CloudTrail-Digest beside"
              + " CloudTrail.");
    }
    switch (format.chosen()) {
      case TABLE -> table(report);
      case JSONL ->
          report.verdicts().forEach(each -> terminal.out().println(DigestJson.line(each)));
      default -> throw format.notOffered();
    }
    terminal.out().flush();
    notices(report);
    return report.intact() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private DigestReport report() {
    try {
      return Digests.verify(TrailFiles.find(paths, terminal.in()), DigestKeys.read(keys));
    } catch (TrailFilesException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    }
  }

  private void table(DigestReport report) {
    Table table =
        new Table().column("VERDICT", 18).column("KIND", 6).column("FILE", Integer.MAX_VALUE);
    boolean any = false;
    for (DigestVerdict verdict : report.verdicts()) {
      if (verdict.verdict() != DigestVerdict.Verdict.VALID) {
        any = true;
        table.row(
            Cell.of(verdict.verdict().words(), terminal.paint()::warning),
            Cell.of(verdict.kind().name().toLowerCase(Locale.ROOT)),
            Cell.of(verdict.key()));
        table.under(Cell.of(verdict.detail(), terminal.paint()::faint));
      }
    }
    if (any) {
      table.print(terminal.out(), terminal.columns(), terminal.paint());
      terminal.out().println();
    }
    for (DigestVerdict.Kind kind : DigestVerdict.Kind.values()) {
      report
          .counts(kind)
          .forEach(
              (verdict, n) ->
                  terminal
                      .out()
                      .println(
                          Text.count(n, kind.name().toLowerCase(Locale.ROOT))
                              + " "
                              + verdict.words()));
    }
  }

  private void notices(DigestReport report) {
    if (!report.unlisted().isEmpty()) {
      terminal.notice(
          Text.count(report.unlisted().size(), "log file")
              + " named by no digest: younger than the newest digest, of a time that none proves, or"
              + " added by somebody; the first is `"
              + report.unlisted().get(0)
              + "`.");
    }
    if (!report.chainStarts().isEmpty()) {
      terminal.notice(
          "nothing can be said of the time before "
              + report.chainStarts().get(0)
              + (report.chainStarts().size() == 1
                  ? "."
                  : " and " + (report.chainStarts().size() - 1) + " other first digests."));
    }
  }
}
