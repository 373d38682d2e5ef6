package dev.gatehouse.app.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.gate.Gate;
import dev.gatehouse.gate.GateOptions;
import dev.gatehouse.gate.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An estate that a gate loads is what a collector reads back from it. */
class GateEstateTest {
  private static final Path ESTATE = Path.of("src/test/resources/dev/gatehouse/app/gate/estate");

  @TempDir private Path folder;

  @AfterEach
  void forgetKeys() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void comesBackAsItWas() throws IOException {
    GateOptions options =
        new GateOptions("127.0.0.1", 0, null, null, Duration.ofMinutes(5), null, false, Map.of());
    try (Gate gate =
        Gate.start(
            options,
            Clock.systemUTC(),
            fault -> {
              throw new AssertionError("a call failed", fault);
            })) {
      List<Seed.Key> keys = gate.seed().load(ESTATE);
      for (Seed.Key key : keys) {
        System.setProperty("aws.accessKeyId", key.accessKeyId());
        System.setProperty("aws.secretAccessKey", key.secretAccessKey());
        Invocation run =
            Invocation.of(
                "estate",
                "collect",
                "--out",
                folder.toString(),
                "--endpoint-url",
                "http://127.0.0.1:" + gate.port());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
      }
    }
    Inventory loaded = EstateFolder.read(ESTATE).estate().inventory();
    Inventory collected = EstateFolder.read(folder).estate().inventory();

    assertThat(collected.accounts())
        .extracting(AccountInventory::id)
        .containsAll(loaded.accounts().stream().map(AccountInventory::id).toList());
    for (AccountInventory account : loaded.accounts()) {
      AccountInventory read = collected.account(account.id()).orElseThrow();
      equal(read.users(), account.users());
      equal(read.groups(), account.groups());
      equal(read.roles(), account.roles());
      equal(read.policies(), account.policies());
      equal(read.providers(), account.providers());
    }
    equal(collected.organization(), loaded.organization());
  }

  /** Policies are equal when all of their statements are. */
  private static void equal(Object read, Object loaded) {
    assertThat(read)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .withComparatorForType(Comparator.comparing(Pattern::pattern), Pattern.class)
        .isEqualTo(loaded);
  }
}
