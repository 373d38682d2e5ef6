package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.IamGroup;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.Missing;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.estate.organization.ControlPolicy;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An estate for people. */
final class EstateTable {
  /** Beyond so many accounts a line names only their number. */
  private static final int NAMED_MAX = 3;

  private final Terminal terminal;
  private final EstateFolder.Reading reading;
  private final Estate estate;
  private final Inventory inventory;
  private final @Nullable String only;

  EstateTable(Terminal terminal, EstateFolder.Reading reading, @Nullable String only) {
    this.terminal = terminal;
    this.reading = reading;
    this.estate = reading.estate();
    this.inventory = estate.inventory();
    this.only = only;
  }

  void print() {
    if (only == null) {
      organization();
    }
    accounts();
    if (only != null) {
      inventory.account(only).ifPresent(this::principals);
    }
    section("Problems", reading.problems());
    if (!reading.unused().isEmpty() && only == null) {
      section(
          "Not used: nothing known was recognised in them",
          reading.unused().stream().map(file -> "`" + file + "`").toList());
    }
    missing();
  }

  private void organization() {
    OrganizationTree tree = inventory.organization();
    if (tree.isKnown()) {
      String management = tree.managementAccount();
      line(
          "Organization "
              + (tree.id() == null ? "(id not known)" : tree.id())
              + ", managed from "
              + (management == null ? "an account that is not known" : name(management))
              + ": "
              + Text.count(tree.accounts().size(), "account")
              + ", "
              + Text.count(
                  tree.units().keySet().stream().filter(u -> u.startsWith("ou-")).count(), "unit")
              + ", "
              + controlPolicies(tree));
      tree.delegatedAdministrators()
          .forEach(
              (account, services) ->
                  line(
                      "  "
                          + name(account)
                          + " administers "
                          + (services.isEmpty()
                              ? "services that are not named"
                              : String.join(", ", services))));
    }
    line(
        Text.count(estate.networks().size(), "network")
            + ", "
            + Text.count(estate.people().size(), "known person", "known people")
            + ", "
            + Text.count(estate.shifts().size(), "shift")
            + ", "
            + Text.count(estate.changes().size(), "planned change")
            + ", "
            + Text.count(
                inventory.resourcePolicies().size(), "resource policy", "resource policies")
            + ", "
            + Text.count(inventory.analyzerFindings().size(), "Access Analyzer finding"));
    line("");
  }

  private static String controlPolicies(OrganizationTree tree) {
    if (!tree.knowsPolicies()) {
      return "control policies not known";
    }
    long scps =
        tree.policies().values().stream()
            .filter(each -> each.type() == ControlPolicy.Type.SERVICE_CONTROL_POLICY)
            .count();
    return Text.count(scps, "SCP") + ", " + Text.count(tree.policies().size() - scps, "RCP");
  }

  private void accounts() {
    Table table =
        new Table()
            .column("ACCOUNT", 12)
            .column("NAME", 28)
            .number("USERS")
            .number("GROUPS")
            .number("ROLES")
            .number("POLICIES")
            .number("PROVIDERS")
            .column("READ", Integer.MAX_VALUE);
    Set<String> ids = new TreeSet<>(inventory.organization().accounts());
    estate.accounts().forEach(account -> ids.add(account.id()));
    inventory.accounts().forEach(account -> ids.add(account.id()));
    for (String id : ids) {
      if (only == null || only.equals(id)) {
        row(table, id);
      }
    }
    table.print(terminal.out(), terminal.columns(), terminal.paint());
    line("");
  }

  private void row(Table table, String id) {
    AccountInventory account = inventory.account(id).orElse(null);
    String name = estate.account(id).map(Account::name).orElse("–");
    if (account == null) {
      Cell none = Cell.of("–");
      table.row(
          Cell.of(id),
          Cell.of(name),
          none,
          none,
          none,
          none,
          none,
          Cell.of("nothing", terminal.paint()::warning));
      return;
    }
    List<String> read = new ArrayList<>();
    if (account.dumped()) {
      read.add("IAM");
    } else if (!account.roles().isEmpty() || !account.users().isEmpty()) {
      read.add("part of IAM");
    }
    if (account.knowsProviders()) {
      read.add("providers");
    }
    if (!account.credentials().isEmpty()) {
      read.add("credentials");
    }
    Instant asOf = account.asOf();
    table.row(
        Cell.of(id),
        Cell.of(name),
        number(account.users().size()),
        number(account.groups().size()),
        number(account.roles().size()),
        number(account.policies().size()),
        number(account.providers().size()),
        Cell.of(
            String.join(", ", read)
                + (asOf == null ? "" : "; " + Label.time(asOf).substring(0, 10) + " or later")));
  }

  private void principals(AccountInventory account) {
    Table table =
        new Table()
            .column("KIND", 5)
            .column("NAME", 48)
            .number("INLINE")
            .number("MANAGED")
            .column("BOUNDARY", 24)
            .column("MORE", Integer.MAX_VALUE);
    for (IamUser user : account.users()) {
      String groups = user.groups().isEmpty() ? "" : "in " + String.join(", ", user.groups());
      row(table, "user", user.name(), user.permissions(), groups);
    }
    for (IamGroup group : account.groups()) {
      row(table, "group", group.name(), group.permissions(), "");
    }
    for (IamRole role : account.roles()) {
      row(table, "role", role.name(), role.permissions(), more(role));
    }
    table.print(terminal.out(), terminal.columns(), terminal.paint());
    line("");
  }

  private static String more(IamRole role) {
    List<String> more = new ArrayList<>();
    role.permissionSet().ifPresent(set -> more.add("permission set " + set));
    if (role.isServiceLinked()) {
      more.add("service-linked");
    }
    if (role.trust().opaque()) {
      more.add("trust policy not known");
    }
    Integer seconds = role.maxSessionSeconds();
    if (seconds != null) {
      more.add("sessions up to " + seconds / 3600.0 + " h");
    }
    IamRole.LastUsed used = role.lastUsed();
    if (used != null) {
      Instant time = used.time();
      more.add(time == null ? "not used in 400 days" : "used " + Label.time(time));
    }
    return String.join(", ", more);
  }

  private static void row(Table table, String kind, String name, Permissions has, String more) {
    String boundary = has.boundary();
    table.row(
        Cell.of(kind),
        Cell.of(name),
        number(has.inline().size()),
        number(has.attached().size()),
        Cell.of(boundary == null ? "" : boundary.substring(boundary.lastIndexOf('/') + 1)),
        Cell.of(has.whole() ? more : more + " (known in part)"));
  }

  private void missing() {
    List<Missing> all = only == null ? inventory.missing() : inventory.missing(only);
    Map<String, List<String>> together = new LinkedHashMap<>();
    for (Missing each : all) {
      String what =
          generic(each.what(), each.account())
              + ": "
              + generic(each.wouldBeAnsweredBy(), each.account());
      together.computeIfAbsent(what, key -> new ArrayList<>()).add(each.account());
    }
    List<String> lines = new ArrayList<>();
    together.forEach((what, accounts) -> lines.add(where(accounts) + what));
    section("Missing, and what would tell", lines);
  }

  private static String generic(String text, String account) {
    return account.isEmpty()
        ? text
        : text.replace(" of account `" + account + "`", "").replace(" in `" + account + "`", "");
  }

  private static String where(List<String> accounts) {
    if (accounts.size() > NAMED_MAX) {
      return String.format(Locale.ROOT, "in %,d accounts, ", accounts.size());
    }
    List<String> named = accounts.stream().filter(account -> !account.isEmpty()).toList();
    return named.isEmpty() ? "" : String.join(", ", named) + ": ";
  }

  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    terminal.out().println(terminal.paint().strong(title));
    lines.forEach(each -> line("  " + each));
    line("");
  }

  private void line(String text) {
    terminal.out().println(Text.oneLine(text));
  }

  private String name(String account) {
    return estate.account(account).map(each -> each.name() + " (" + account + ")").orElse(account);
  }

  private static Cell number(long n) {
    return Cell.of(String.format(Locale.ROOT, "%,d", n));
  }
}
