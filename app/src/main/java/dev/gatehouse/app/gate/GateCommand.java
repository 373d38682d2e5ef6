package dev.gatehouse.app.gate;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.gate.Gate;
import dev.gatehouse.gate.GateOptions;
import dev.gatehouse.gate.Seed;
import dev.gatehouse.gate.SeedPlan;
import dev.gatehouse.policy.aws.AccountId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse gate}: a local IAM and STS. */
@Command(
    name = "gate",
    description = {
      "Run a local IAM and STS that checks signatures, enforces policies and records every call.",
      "The AWS CLI and SDKs talk to it when AWS_ENDPOINT_URL names its address.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse gate",
      "  gatehouse gate --memory --account 111122223333 --trail ./trail",
      "  gatehouse gate --memory --estate ./estate --upstream http://127.0.0.1:5000",
    })
public final class GateCommand implements Callable<Integer> {
  private final Terminal terminal;

  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "4577",
      description = "Port to listen on; default ${DEFAULT-VALUE}, 0 for any.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; default ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "gate-state",
      description = "Folder that keeps what is made; default ${DEFAULT-VALUE}.")
  private Path state = Path.of("gate-state");

  @Option(names = "--memory", description = "Keep nothing.")
  private boolean memory;

  @Option(
      names = "--trail",
      paramLabel = "DIR",
      description = "Folder for CloudTrail records, laid out as in S3; none are kept without it.")
  private @Nullable Path trail;

  @Option(
      names = "--delivery-seconds",
      paramLabel = "N",
      defaultValue = "300",
      description = "How often files of records are delivered; default ${DEFAULT-VALUE}.")
  private int deliverySeconds;

  @Option(
      names = "--provider-keys",
      paramLabel = "ISSUER=PLACE",
      description =
          "File or address of the key set (JWKS) of an OpenID Connect provider; may be repeated.")
  private Map<String, String> providerKeys = Map.of();

  @Option(
      names = "--seed",
      paramLabel = "F",
      description = "Accounts, users and keys to make at the first start (YAML, docs/gate.md).")
  private @Nullable Path seed;

  @Option(
      names = "--estate",
      paramLabel = "DIR",
      description =
          "Load an estate folder at the first start; each account gets a key of its root user.")
  private @Nullable Path estate;

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description = "Emulator that answers calls to other services, once they are authorized.")
  private @Nullable URI upstream;

  @Option(
      names = "--controls",
      description = "Let anybody who reaches the port move the clock and reset everything.")
  private boolean controls;

  @Option(
      names = "--credentials",
      paramLabel = "F",
      description = "Write the keys that are made at the first start as profiles of the AWS CLI.")
  private @Nullable Path credentials;

  @Option(
      names = "--account",
      paramLabel = "ID",
      defaultValue = "123456789012",
      description = "Account to make at the first start; default ${DEFAULT-VALUE}.")
  private String account = "123456789012";

  /** A command over the given streams. */
  public GateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!AccountId.is(account)) {
      throw Refusal.usage("`" + account + "` is no account id; it has twelve digits.");
    }
    if (deliverySeconds < 1) {
      throw Refusal.usage("`--delivery-seconds` is a whole number from 1 on.");
    }
    if (seed != null && estate != null) {
      throw Refusal.usage("`--seed` and `--estate` both say what there is at first; give one.");
    }
    if (upstream != null && !("http".equals(upstream.getScheme()) && upstream.getHost() != null)) {
      throw Refusal.usage("`--upstream` is an address such as http://127.0.0.1:5000.");
    }
    try (Gate gate = start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(gate::close));
      if (gate.seed().isFresh()) {
        tell(plant(gate));
      }
      terminal.out().println("export AWS_ENDPOINT_URL=http://" + host + ":" + gate.port());
      terminal.out().flush();
      new CountDownLatch(1).await();
      return ExitCode.DONE;
    } catch (InterruptedException stopped) {
      return ExitCode.DONE;
    }
  }

  private List<Seed.Key> plant(Gate gate) {
    try {
      if (estate != null) {
        return gate.seed().load(estate);
      }
      return seed == null
          ? List.of(gate.seed().administrator(account, "admin"))
          : gate.seed().plant(SeedPlan.read(seed));
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /** Secrets are told once: the first key as variables, all of them in a file if one is named. */
  private void tell(List<Seed.Key> keys) {
    if (!keys.isEmpty()) {
      terminal.out().println("export AWS_ACCESS_KEY_ID=" + keys.get(0).accessKeyId());
      terminal.out().println("export AWS_SECRET_ACCESS_KEY=" + keys.get(0).secretAccessKey());
    }
    if (credentials != null) {
      try {
        CredentialsFile.write(credentials, keys);
      } catch (IOException e) {
        throw Refusal.unreadable("The file `" + credentials + "` cannot be written.");
      }
    }
  }

  /** The file system's own exceptions say no more than the name of a file. */
  private static Refusal refusal(IOException e) {
    if (e instanceof FileSystemException file) {
      String reason = file.getReason();
      String why = e instanceof NoSuchFileException ? "it does not exist" : reason;
      return Refusal.unreadable(
          "`" + file.getFile() + "` cannot be opened" + (why == null ? "." : ": " + why + "."));
    }
    return Refusal.unreadable(String.valueOf(e.getMessage()));
  }

  private Gate start() {
    if (port < 0 || port > PORT_MAX) {
      throw Refusal.usage("`--port` takes a number from 0 to " + PORT_MAX + ", not " + port + ".");
    }
    try {
      return Gate.start(
          new GateOptions(
              host,
              port,
              memory ? null : state,
              trail,
              Duration.ofSeconds(deliverySeconds),
              upstream,
              controls,
              providerKeys),
          Clock.systemUTC(),
          fault -> terminal.notice("A call failed: " + fault));
    } catch (IOException e) {
      throw refusal(e);
    }
  }
}
