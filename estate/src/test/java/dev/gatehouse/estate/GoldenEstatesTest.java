package dev.gatehouse.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.IamGroup;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.estate.organization.ControlPolicy;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.language.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole folders of sources that are not AWS's own outputs, and everything that is read from them.
 * {@code -Dcases.write=true} writes what is read; judge it before it is believed.
 */
class GoldenEstatesTest {
  private static final Path ESTATES = Path.of("src/test/resources/estates");

  static List<String> estates() throws IOException {
    try (Stream<Path> folders = Files.list(ESTATES)) {
      return folders.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("estates")
  void readsAFolder(String name) throws IOException {
    EstateFolder.Reading reading = EstateFolder.read(ESTATES.resolve(name).resolve("estate"));
    StringJoiner told = new StringJoiner("\n", "", "\n");
    reading.problems().forEach(each -> told.add("problem: " + each));
    reading.unused().forEach(each -> told.add("unused: " + each.replace('\\', '/')));
    told.add("recognised: " + reading.recognised());
    inventory(reading.estate().inventory(), told);
    Path expected = ESTATES.resolve(name).resolve("expected.txt");
    if (Boolean.getBoolean("cases.write")) {
      Files.writeString(expected, told.toString());
    }
    assertThat(told.toString()).isEqualTo(Files.readString(expected));
  }

  private static void inventory(Inventory inventory, StringJoiner told) {
    for (AccountInventory account : inventory.accounts()) {
      String id = account.id();
      told.add("account " + id + " below " + inventory.organization().path(id));
      inventory
          .organization()
          .scps(id)
          .forEach(
              level ->
                  told.add(
                      "  SCPs at "
                          + level.id()
                          + ": "
                          + level.policies().stream().map(Policy::name).toList()));
      account(account, told);
    }
    for (ControlPolicy each : new TreeMap<>(inventory.organization().policies()).values()) {
      told.add("control policy " + each.id() + " `" + each.name() + "`: " + text(each.document()));
    }
    told.add("delegated: " + inventory.organization().delegatedAdministrators());
    for (ResourcePolicy each : inventory.resourcePolicies()) {
      told.add(
          "resource policy " + each.arn() + " of " + each.account() + ": " + text(each.policy()));
    }
  }

  private static void account(AccountInventory account, StringJoiner told) {
    told.add("  dumped " + account.dumped() + ", providers known " + account.knowsProviders());
    for (IamUser each : account.users()) {
      told.add("  user " + each.arn() + " in " + each.groups() + " tags " + each.tags());
      permissions(each.permissions(), told);
    }
    for (IamGroup each : account.groups()) {
      told.add("  group " + each.arn());
      permissions(each.permissions(), told);
    }
    for (IamRole each : account.roles()) {
      told.add("  role " + each.arn() + " tags " + each.tags());
      told.add("    trust " + text(each.trust()));
      told.add("    session " + each.maxSessionSeconds() + ", profiles " + each.instanceProfiles());
      permissions(each.permissions(), told);
    }
    account
        .policies()
        .forEach(each -> told.add("  policy " + each.arn() + ": " + text(each.document())));
    account
        .providers()
        .forEach(each -> told.add("  provider " + each.arn() + " for " + each.clientIds()));
  }

  private static void permissions(Permissions permissions, StringJoiner told) {
    permissions
        .inline()
        .forEach((name, policy) -> told.add("    inline " + name + ": " + text(policy)));
    permissions.attached().forEach(each -> told.add("    attached " + each));
    told.add("    boundary " + permissions.boundary() + ", whole " + permissions.whole());
  }

  private static String text(@Nullable Policy policy) {
    if (policy == null) {
      return "none";
    }
    return policy.opaque()
        ? "unknown"
        : policy.statements().stream().map(each -> json(each.source())).toList().toString();
  }

  private static String json(JsonValue value) {
    if (value instanceof JsonValue.JsonObject object) {
      return object.members().stream()
          .map(each -> each.name() + ": " + json(each.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof JsonValue.JsonArray array) {
      return array.items().stream()
          .map(GoldenEstatesTest::json)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((JsonValue.Scalar) value).text();
  }
}
