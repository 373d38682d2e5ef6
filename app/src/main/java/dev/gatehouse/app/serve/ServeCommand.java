package dev.gatehouse.app.serve;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.config.Moment;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.serve.ServeSettings;
import dev.gatehouse.serve.Server;
import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.Secret;
import dev.gatehouse.serve.api.ApiSettings;
import dev.gatehouse.serve.api.TlsFiles;
import dev.gatehouse.serve.config.ServeConfig;
import dev.gatehouse.serve.source.FolderSettings;
import dev.gatehouse.serve.source.SourceSettings;
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
      description = "Folder that keeps everything; ./gatehouse-data by default.")
  private @Nullable Path data;

  @Option(
      names = "--estate",
      paramLabel = "DIR",
      description = "Folder with what exists: accounts, networks, planned changes.")
  private @Nullable Path estate;

  @SuppressWarnings("UnusedVariable") // Configuration reads it before anything is parsed
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
      description = "Address to listen on; by default 127.0.0.1, this machine alone.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 for any that is free; by default 8422.")
  private @Nullable Integer port;

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
    ServeSettings settings = settings();
    Server server = start(settings);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close(server);
                  ended.countDown();
                }));
    String scheme = certificate == null ? "http" : "https";
    terminal
        .out()
        .println(
            "Gatehouse listens on " + scheme + "://" + settings.api().host() + ":" + server.port());
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
    if (settings.sources().isEmpty()) {
      terminal.notice(
          "nothing is read: name folders that fill up with CloudTrail files, or sources in"
              + " gatehouse.yaml (`gatehouse config example` shows each)");
    }
    try {
      ended.await();
    } catch (InterruptedException stopped) {
      close(server);
    }
    return ExitCode.DONE;
  }

  /** Flags go before the file. */
  private ServeSettings settings() {
    ServeConfig file = configuration.section(new ServeSettingsSection()).orElse(ServeConfig.NONE);
    List<SourceSettings> sources = new ArrayList<>(file.sources());
    for (Path folder : folders) {
      sources.add(new FolderSettings(folder.toAbsolutePath().normalize()));
    }
    for (SourceSettings source : sources) {
      if (source instanceof FolderSettings folder && !Files.isDirectory(folder.folder())) {
        throw Refusal.unreadable("There is no folder `" + folder.folder() + "` to watch.");
      }
    }
    String keep = file.text("keep", "");
    try {
      return new ServeSettings(
          data != null ? data : Path.of(file.text("data", "gatehouse-data")),
          sources,
          Moment.span(lateness),
          threads == null ? Runtime.getRuntime().availableProcessors() : threads,
          TrailOptions.of(List.of(), estate).estate(terminal),
          configuration.settings(),
          keep.isEmpty() ? null : Moment.span(keep),
          api(
              host != null ? host : file.text("host", "127.0.0.1"),
              port != null ? port : Integer.parseInt(file.text("port", "8422"))));
    } catch (IllegalArgumentException e) {
      throw Refusal.usage("`--lateness`: " + e.getMessage());
    }
  }

  private Server start(ServeSettings settings) {
    try {
      return Server.start(settings, Clock.systemUTC(), terminal::notice);
    } catch (IOException | StoreException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Only this machine reaches it unless somebody says otherwise; and then not in plain text, unless
   * somebody says that, too.
   */
  private ApiSettings api(String host, int port) {
    if ((certificate == null) != (key == null)) {
      throw Refusal.usage("`--tls-certificate` and `--tls-key` go together.");
    }
    TlsFiles tls = certificate == null || key == null ? null : new TlsFiles(certificate, key);
    String token = ApiToken.ofEnvironment();
    ApiSettings api =
        new ApiSettings(host, port, names, tls, token == null ? null : Secret.hash(token));
    if (!api.isLoopback() && tls == null && !plain) {
      throw Refusal.usage(
          "`--host "
              + host
              + "` is reached by other machines; give `--tls-certificate` and `--tls-key`, or"
              + " `--plain-http` behind a proxy that has them.");
    }
    return api;
  }

  private void close(Server server) {
    try {
      server.close();
    } catch (IOException e) {
      terminal.notice(String.valueOf(e.getMessage()));
    }
  }
}
