package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.OutputFile;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.json.JsonStream;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailFilesException;
import dev.gatehouse.trail.read.Unpacked;
import dev.gatehouse.trail.redact.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse redact}: a copy of records or findings that can be shown to strangers. */
@Command(
    name = "redact",
    description = {
      "Copy records or findings with accounts, names, addresses and ids replaced.",
      "The same is replaced by the same, so that chains, counts and networks stay what they are.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Kept are times, calls, results, numbers, regions, and the names of AWS. Secrets are taken out. In user",
      "agents, messages and titles only what has a known form, or is a name elsewhere in the same record, is",
      "replaced; so read the copy before you share it.",
      "",
      "Examples:",
      "  gatehouse redact ./AWSLogs/123456789012 -o sample.jsonl",
      "  gatehouse detect --format jsonl ./AWSLogs | gatehouse redact - >findings.jsonl",
    })
public final class RedactCommand implements Callable<Integer> {
  private static final int KEY_BYTES = 32;
  private static final int KEY_BYTES_MIN = 16;
  private static final int NOTICES_MAX = 10;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "JSON of CloudTrail or of Gatehouse: a file, a folder, a glob, or - for standard input.")
  private List<String> paths = List.of();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "F",
      description = "File to write, one JSON object a line; by default standard output.")
  private @Nullable Path out;

  @Option(
      names = "--key",
      paramLabel = "F",
      description = {
        "File with a secret of at least 16 bytes: runs with the same key replace alike.",
        "By default a new one each run, which is not kept.",
      })
  private @Nullable Path key;

  private long values;
  private long problems;

  /** A command over the given streams. */
  public RedactCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<TrailFile> files = files();
    Redactor redactor = new Redactor(key());
    if (out == null) {
      copy(files, redactor, line -> terminal.out().println(line));
      terminal.out().flush();
    } else {
      List<Path> inputs =
          Stream.concat(files.stream().map(TrailFile::path), Stream.ofNullable(key)).toList();
      try (OutputFile file = OutputFile.begin("--out", out, inputs)) {
        copy(files, redactor, file::println);
        file.whole();
      }
    }
    tell(redactor.counts());
    return values == 0 ? ExitCode.UNREADABLE : ExitCode.DONE;
  }

  private List<TrailFile> files() {
    try {
      return TrailFiles.find(paths, terminal.in());
    } catch (TrailFilesException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Refusal.unreadable("The input cannot be read: " + e.getMessage() + ".");
    }
  }

  private byte[] key() {
    if (key == null) {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      return random;
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(key);
    } catch (IOException e) {
      throw Refusal.usage("The file `" + key + "` for --key cannot be read.");
    }
    if (bytes.length < KEY_BYTES_MIN) {
      throw Refusal.usage(
          "The file `"
              + key
              + "` for --key has "
              + bytes.length
              + " bytes; at least 16 are needed, as of `openssl rand 32`.");
    }
    return bytes;
  }

  private void copy(List<TrailFile> files, Redactor redactor, Consumer<String> lines) {
    for (TrailFile file : files) {
      String problem;
      try (InputStream in = Unpacked.file(file.path())) {
        problem =
            JsonStream.read(
                in,
                value -> {
                  values++;
                  lines.accept(JsonWriter.line(redactor.redact(value)));
                });
      } catch (IOException e) {
        problem = String.valueOf(e.getMessage());
      }
      if (problem != null) {
        problems++;
        if (problems <= NOTICES_MAX) {
          terminal.notice(
              "`"
                  + Text.oneLine(file.name())
                  + "` is copied in part only: "
                  + Text.oneLine(problem));
        }
      }
    }
  }

  private void tell(Map<Redactor.Kind, Long> counts) {
    if (problems > NOTICES_MAX) {
      terminal.notice((problems - NOTICES_MAX) + " more files are copied in part only.");
    }
    StringBuilder replaced = new StringBuilder();
    for (Redactor.Kind kind : Redactor.Kind.values()) {
      long count = counts.getOrDefault(kind, 0L);
      if (count > 0) {
        replaced
            .append(replaced.isEmpty() ? "" : ", ")
            .append(count)
            .append(' ')
            .append(kind.words());
      }
    }
    terminal.notice(
        values
            + (values == 1 ? " object is" : " objects are")
            + " copied; replaced, each time it stands there: "
            + (replaced.isEmpty() ? "nothing" : replaced)
            + ".");
    terminal.notice(
        "Words of user agents, messages and titles are kept unless they are known to be names; read the"
            + " copy before you share it.");
  }
}
