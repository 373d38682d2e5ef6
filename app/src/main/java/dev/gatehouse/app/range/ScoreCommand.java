package dev.gatehouse.app.range;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.score.Scorecard;
import dev.gatehouse.range.score.Scorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse range score}. */
@Command(
    name = "score",
    description = "Score findings, and lineage if given, against the truth of a generated range.",
    mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      required = true,
      description = "truth folder of a generated range.")
  private Path truth = Path.of("");

  @Option(
      names = "--lineage",
      description = "JSON lines of `gatehouse lineage --format jsonl`, to be scored too.")
  private @Nullable Path lineage;

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSON);

  @Parameters(
      arity = "0..*",
      paramLabel = "FINDINGS.jsonl",
      description =
          "Findings and cases of any tool, in the form of `gatehouse detect`; in one file or"
              + " several.")
  private List<Path> findings = List.of();

  /** How the score is printed. */
  @Override
  public Integer call() {
    if (findings.isEmpty() && lineage == null) {
      throw new ParameterException(
          line(), "There is nothing to score: give findings, cases, --lineage, or all of them.");
    }
    Scorecard card;
    try {
      card = Scorer.score(truth, findings, lineage);
    } catch (IllegalArgumentException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException | IOException e) {
      throw Refusal.unreadable(
          "Findings, lineage and truth are files of JSON lines in UTF-8, and one of them cannot be"
              + " read so.");
    }
    PrintWriter out = line().getOut();
    switch (format.chosen()) {
      case JSON -> out.println(JsonWriter.line(card.json()));
      case TABLE -> new ScoreTable(card, !findings.isEmpty()).print(out);
      default -> throw format.notOffered();
    }
    out.flush();
    return 0;
  }

  /** Set by picocli before the command runs. */
  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
