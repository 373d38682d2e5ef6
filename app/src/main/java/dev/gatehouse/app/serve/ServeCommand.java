package dev.gatehouse.app.serve;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.config.Moment;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.serve.ServeSettings;
import dev.gatehouse.serve.Server;
import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.Secret;
import dev.gatehouse.serve.api.ApiSettings;
import dev.gatehouse.serve.api.TlsFiles;
import dev.gatehouse.serve.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse serve}: the watch that goes on. */
@Command(
    name = "serve",
    description = {
      "Watch records as they come, and answer questions over HTTP.",
      "Whatever is read is made durable first: end it in any way, and it goes on where it was.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  gatehouse serve --data ./gatehouse-data ./AWSLogs"})
public final class ServeCommand implements Callable<Integer> {
  private static final int TOKEN_LENGTH_MIN = 32;

  private final Terminal terminal;
  private final Configuration configuration;

  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER",
      description = "Folders that fill up with CloudTrail files, in any form.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder in which everything is kept; default ${DEFAULT-VALUE}.",
      defaultValue = "./gatehouse-data")
  private Path data = Path.of("gatehouse-data");

  @Option(
      names = "--estate",
      paramLabel = "DIR",
      description = "Folder with what exists: accounts, networks, planned changes.")
  private @Nullable Path estate;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "Settings; by default ./gatehouse.yaml. --config '' reads none.")
  private @Nullable String config;

  @Option(
      names = "--lateness",
      paramLabel = "SPAN",
      description = "How late a record may arrive; default ${DEFAULT-VALUE}.",
      defaultValue = "2h")
  private String lateness = "2h";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that work at the same time; by default one a processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on; default ${DEFAULT-VALUE}, this machine alone.",
      defaultValue = "127.0.0.1")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 for any that is free; default ${DEFAULT-VALUE}.",
      defaultValue = "8422")
  private int port;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description = "Name under which browsers reach it, if not this machine's; may be repeated.")
  private List<String> names = List.of();

  @Option(
      names = "--tls-certificate",
      paramLabel = "F",
      description = "Certificate with its chain, PEM.")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "F", description = "Its key, PKCS #8 in PEM.")
  private @Nullable Path key;

  @Option(
      names = "--plain-http",
      description = "Allow other machines without TLS: behind a proxy that has it.")
  private boolean plain;

  /** A command over the given streams and settings. */
  public ServeCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Server server = start();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close(server);
                  ended.countDown();
                }));
    String scheme = certificate == null ? "http" : "https";
    terminal.out().println("Gatehouse listens on " + scheme + "://" + host + ":" + server.port());
    if (server.firstPassword() != null) {
      terminal
          .out()
          .println(
              "Sign in as `"
                  + Access.FIRST_USER
                  + "` with the password `"
                  + server.firstPassword()
                  + "`, and change it. It is not shown again.");
    }
    terminal.out().flush();
    if (folders.isEmpty()) {
      terminal.notice("nothing is read: name folders that fill up with CloudTrail files");
    }
    try {
      ended.await();
    } catch (InterruptedException stopped) {
      close(server);
    }
    return ExitCode.DONE;
  }

  private Server start() {
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw Refusal.unreadable("There is no folder `" + folder + "` to watch.");
      }
    }
    Estate known = TrailOptions.of(List.of(), estate).estate(terminal);
    try {
      return Server.start(
          new ServeSettings(
              data,
              folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList(),
              Moment.span(lateness),
              threads == null ? Runtime.getRuntime().availableProcessors() : threads,
              known,
              configuration.settings(),
              api()),
          Clock.systemUTC(),
          terminal::notice);
    } catch (IllegalArgumentException e) {
      throw Refusal.usage("`--lateness`: " + e.getMessage());
    } catch (IOException | StoreException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Only this machine reaches it unless somebody says otherwise; and then not in plain text, unless
   * somebody says that, too.
   */
  private ApiSettings api() {
    if ((certificate == null) != (key == null)) {
      throw Refusal.usage("`--tls-certificate` and `--tls-key` go together.");
    }
    TlsFiles tls = certificate == null || key == null ? null : new TlsFiles(certificate, key);
    ApiSettings api = new ApiSettings(host, port, names, tls, tokenHash());
    if (!api.isLoopback() && tls == null && !plain) {
      throw Refusal.usage(
          "`--host "
              + host
              + "` is reached by other machines; give `--tls-certificate` and `--tls-key`, or"
              + " `--plain-http` behind a proxy that has them.");
    }
    return api;
  }

  /** A secret comes from a file or the environment, never from the command line. */
  private static @Nullable String tokenHash() {
    String file = System.getenv("GATEHOUSE_API_TOKEN_FILE");
    String token = System.getenv("GATEHOUSE_API_TOKEN");
    try {
      if (file != null) {
        token = Files.readString(Path.of(file)).strip();
      }
    } catch (IOException e) {
      throw Refusal.unreadable("The file of `GATEHOUSE_API_TOKEN_FILE` cannot be read.");
    }
    if (token != null && token.length() < TOKEN_LENGTH_MIN) {
      throw Refusal.usage(
          "The token of the environment must have at least "
              + TOKEN_LENGTH_MIN
              + " characters; `openssl rand -hex 32` makes one.");
    }
    return token == null ? null : Secret.hash(token);
  }

  private void close(Server server) {
    try {
      server.close();
    } catch (IOException e) {
      terminal.notice(String.valueOf(e.getMessage()));
    }
  }
}
