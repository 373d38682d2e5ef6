package dev.gatehouse.app.collect;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.collect.Aws;
import dev.gatehouse.collect.Collector;
import dev.gatehouse.collect.Folder;
import dev.gatehouse.collect.NoCredentialsException;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.aws.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse estate collect}: exports IAM and the organization into an estate folder. */
@Command(
    name = "collect",
    description = {
      "Export IAM and the organization into an estate folder, with the credentials of the"
          + " environment. It only reads; docs/estate.md lists the calls.",
      "An account that cannot be read costs only itself. Exit 3 if none could.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse estate collect --out ./estate",
      "  gatehouse estate collect --out ./estate --role-name audit",
    })
public final class CollectCommand implements Callable<Integer> {
  private static final Pattern ROLE_ARN = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+");

  private final Terminal terminal;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; files of the same names are replaced one by one.")
  private Path out = Path.of("estate");

  @Option(
      names = "--role-name",
      paramLabel = "NAME",
      description = "Role to assume in each account; with its path if it has one.")
  private @Nullable String roleName;

  @Option(
      names = "--accounts",
      paramLabel = "IDS",
      split = ",",
      description = "Accounts to assume the role in; by default all of the organization.")
  private List<String> accounts = List.of();

  @Option(
      names = "--roles-file",
      paramLabel = "F",
      description = "Roles to assume instead, one ARN a line; # begins a comment.")
  private @Nullable Path rolesFile;

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "External id to show when assuming.")
  private @Nullable String externalId;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-east-1",
      description = "Region of the calls; default ${DEFAULT-VALUE}.")
  private String region = "us-east-1";

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Ask this address instead of AWS.")
  private @Nullable URI endpoint;

  /** A command over the given streams. */
  public CollectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> roles = roles();
    if (roleName == null && !accounts.isEmpty()) {
      throw Refusal.usage("`--accounts` needs `--role-name`: the role to assume in each.");
    }
    for (String account : accounts) {
      if (!AccountId.is(account)) {
        throw Refusal.usage("`" + account + "` is no account id; it has twelve digits.");
      }
    }
    try (Aws aws = new Aws(region, endpoint, externalId)) {
      Collector collector =
          new Collector(aws, new Folder(out), Clock.systemUTC(), terminal::notice);
      Collector.Outcome outcome = collect(collector, roles);
      terminal
          .out()
          .println(
              Text.count(outcome.read(), "account")
                  + " read, "
                  + outcome.failed()
                  + " failed; "
                  + Text.count(aws.calls().count(), "call")
                  + ", "
                  + aws.calls().repeated()
                  + " repeated. The estate is in `"
                  + out
                  + "`.");
      terminal.out().flush();
      return outcome.read() == 0 ? ExitCode.UNREADABLE : ExitCode.DONE;
    }
  }

  private Collector.Outcome collect(Collector collector, List<String> roles) {
    try {
      return collector.collect(roles, roleName, accounts);
    } catch (NoCredentialsException nothing) {
      throw Refusal.usage(String.valueOf(nothing.getMessage()));
    } catch (UncheckedIOException unwritable) {
      throw Refusal.unreadable(String.valueOf(unwritable.getMessage()));
    }
  }

  private List<String> roles() {
    if (rolesFile == null) {
      return List.of();
    }
    if (roleName != null) {
      throw Refusal.usage("Give `--roles-file` or `--role-name`, not both.");
    }
    List<String> roles = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(rolesFile)) {
        String role = line.strip();
        if (role.isEmpty() || role.startsWith("#")) {
          continue;
        }
        if (!ROLE_ARN.matcher(role).matches()) {
          throw Refusal.usage("`" + role + "` in `" + rolesFile + "` is no ARN of a role.");
        }
        roles.add(role);
      }
    } catch (IOException e) {
      throw Refusal.unreadable("The list of roles `" + rolesFile + "` cannot be read.");
    }
    if (roles.isEmpty()) {
      throw Refusal.usage("`" + rolesFile + "` names no role.");
    }
    return roles;
  }
}
