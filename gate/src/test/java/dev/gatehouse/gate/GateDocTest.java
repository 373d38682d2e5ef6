package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.account.Accounts;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.cloudtrail.CloudTrail;
import dev.gatehouse.gate.federation.ProviderKeys;
import dev.gatehouse.gate.iam.Iam;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.organization.Organizations;
import dev.gatehouse.gate.record.DigestSigner;
import dev.gatehouse.gate.record.EventHistory;
import dev.gatehouse.gate.state.Journal;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.sts.Sts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/gate.md says of every operation what the code does. */
class GateDocTest {
  private static final Pattern REFUSED =
      Pattern.compile("^\\| `(\\w+:[\\w*]+)` \\| (.+) \\|$", Pattern.MULTILINE);
  private static final Map<String, String> TITLES =
      Map.of(
          "iam", "IAM",
          "sts", "STS",
          "organizations", "Organizations",
          "cloudtrail", "CloudTrail",
          "account", "Account");

  /** A reason for more operations than this has one row for all of them. */
  private static final int ROWS_MAX = 20;

  private List<Service> services = List.of();
  private String page = "";

  @BeforeEach
  void read() throws IOException {
    Vault vault = Vault.inMemory();
    State state = State.open(Journal.MEMORY);
    SecondFactor factor = new SecondFactor(state, vault, Clock.systemUTC());
    services =
        List.of(
            Iam.service(vault, new Ids(), factor),
            Sts.service(vault, new Ids(), factor, new ProviderKeys(Map.of())),
            Organizations.service(new Ids()),
            CloudTrail.service(new EventHistory(), new DigestSigner(state, vault), true),
            Accounts.service());
    page = Files.readString(Path.of("..", "docs", "gate.md"));
  }

  @Test
  void everyOperationIsAnsweredOrRefused() {
    for (Service service : services) {
      Set<String> known = new HashSet<>(service.answered());
      known.addAll(service.refused().keySet());

      assertThat(known).as(service.model().service()).isEqualTo(service.model().operations());
      assertThat(service.answered()).doesNotContainAnyElementsOf(service.refused().keySet());
    }
  }

  @Test
  void namesWhatIsRefusedAndWhy() {
    Map<String, String> refused = new TreeMap<>();
    for (Service service : services) {
      service
          .refused()
          .forEach(
              (name, reason) -> {
                boolean many = count(service, reason) > ROWS_MAX;
                refused.put(service.model().service() + ":" + (many ? "*" : name), reason);
              });
    }
    Map<String, String> said = new TreeMap<>();
    Matcher row = REFUSED.matcher(page);
    while (row.find()) {
      said.put(row.group(1), row.group(2));
    }

    assertThat(said).isEqualTo(refused);
  }

  private static long count(Service service, String reason) {
    return service.refused().values().stream().filter(reason::equals).count();
  }

  @Test
  void countsOperations() {
    for (Service service : services) {
      String row =
          "| %s | %d | %d | %d |"
              .formatted(
                  TITLES.get(service.model().service()),
                  service.model().operations().size(),
                  service.answered().size(),
                  service.refused().size());

      assertThat(page).contains(row);
    }
  }
}
