package dev.gatehouse.app.range;

import dev.gatehouse.range.check.FieldCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse range check-fields}: for those who work on the range. */
@Command(
    name = "check-fields",
    hidden = true,
    description = "Compare the fields of generated records with those of real ones.",
    mixinStandardHelpOptions = true)
final class CheckFieldsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "REAL", description = "Real records: files or folders.")
  private List<Path> real = List.of();

  @Option(
      names = "--against",
      paramLabel = "DIR",
      required = true,
      description = "Generated trail.")
  private Path generated = Path.of("");

  @Override
  public Integer call() throws IOException {
    FieldCheck check = new FieldCheck();
    for (Path path : real) {
      check.real(path);
    }
    check.generated(generated);
    PrintWriter out = line().getOut();
    for (FieldCheck.Difference difference : check.differences()) {
      out.printf(
          Locale.ROOT,
          "%s  %s  %s (%d real records)%n",
          difference.missing() ? "missing " : "invented",
          difference.group(),
          difference.field(),
          difference.records());
    }
    out.printf(Locale.ROOT, "%d kinds of records compared.%n", check.compared().size());
    out.flush();
    return 0;
  }

  /** Set by picocli before the command runs. */
  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
