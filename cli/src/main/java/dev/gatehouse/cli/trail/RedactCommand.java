package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.json.JsonStream;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.read.PlainStreams;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailFilesException;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.redact.Redactor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      description = "JSON of CloudTrail or of Gatehouse: a file, a folder, a glob, or - for standard input.")
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
  private final List<String> problems = new ArrayList<>();

  /** A command over the given streams. */
  public RedactCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<TrailFile> files = files();
    Redactor redactor = new Redactor(key());
    if (out == null) {
      copy(files, redactor, line -> terminal.out().println(line));
      terminal.out().flush();
    } else {
      write(files, redactor, out);
    }
    tell(redactor.counts());
    return values == 0 ? ExitCode.UNREADABLE : ExitCode.DONE;
  }

  private List<TrailFile> files() throws IOException {
    try {
      return TrailFiles.find(paths);
    } catch (TrailFilesException e) {
      throw Refusal.of(e);
    }
  }

  private byte[] key() {
    if (key == null) {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      return random;
    }
    try {
      byte[] bytes = Files.readAllBytes(key);
      if (bytes.length < KEY_BYTES_MIN) {
        throw Refusal.usage(
            "The key in `" + key + "` has " + bytes.length + " bytes; at least 16 are needed, such as of `openssl rand 32`.");
      }
      return bytes;
    } catch (IOException e) {
      throw Refusal.usage("The key file `" + key + "` cannot be read.");
    }
  }

  private interface Lines {
    void print(String line);
  }

  private void copy(List<TrailFile> files, Redactor redactor, Lines lines) throws IOException {
    PlainStreams streams = new PlainStreams(TrailLimits.DEFAULT);
    for (TrailFile file : files) {
      String problem =
          streams.read(
              file,
              (in, name) -> {
                String broken =
                    JsonStream.read(
                        in,
                        value -> {
                          values++;
                          lines.print(JsonWriter.line(redactor.redact(value)));
                        });
                if (broken != null) {
                  problems.add("`" + Text.oneLine(name) + "`: " + Text.oneLine(broken));
                }
              });
      if (problem != null) {
        problems.add("`" + Text.oneLine(file.name()) + "`: " + problem);
      }
    }
  }
}
