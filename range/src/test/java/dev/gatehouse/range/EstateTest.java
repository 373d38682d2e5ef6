package dev.gatehouse.range;

import static dev.gatehouse.range.GeneratedRange.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.PlannedChange;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estate folder is that of the organization whose trail was written. */
class EstateTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theEstateIsReadWithoutAProblem(long seed) {
    EstateFolder.Reading estate = GeneratedRange.ofSeed(seed).estate();
    assertThat(estate.problems()).isEmpty();
    assertThat(estate.unused()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void accountsOfTheTrailAreThoseOfTheOrganization(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Set<String> recorded =
        range.records().values().stream()
            .map(record -> text(record, "recipientAccountId"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        range.estate().estate().accounts().stream()
            .map(Account::id)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(recorded).isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rolesThatActExistOrWereMadeInTheTrail(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Set<String> known = new HashSet<>();
    range.truth("roles.json").forEach(role -> known.add(name(text(role, "roleArn"))));
    for (Map<String, Object> record : range.records().values()) {
      String made = text(record, "responseElements", "role", "arn");
      if (made != null) {
        known.add(name(made));
      }
    }
    int checked = 0;
    for (Map<String, Object> record : range.records().values()) {
      String role = text(record, "userIdentity", "sessionContext", "sessionIssuer", "arn");
      if (role != null && role.contains(":role/") && !role.contains("/aws-service-role/")) {
        checked++;
        assertThat(known).contains(name(role));
      }
    }
    assertThat(checked).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void addressesOfTheTrailLieInTheNetworksOfTheEstate(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    for (Map<String, Object> record : range.records().values()) {
      String address = text(record, "sourceIPAddress");
      // Services are named, not numbered. A gateway that is replaced is news.
      if (!address.matches(".*[a-z]{3}.*") && !address.startsWith("198.18.200.")) {
        assertThat(range.estate().estate().network(address)).as(address).isPresent();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void peopleWhoSignInAreKnownButForThoseWhoAreNew(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Set<String> unknown = new TreeSet<>();
    for (Map<String, Object> record : range.records().values()) {
      String person = text(record, "additionalEventData", "UserName");
      if (person != null && range.estate().estate().person(person).isEmpty()) {
        unknown.add(person);
      }
    }
    assertThat(unknown).containsExactly("newcomer0@example.com", "returner0@example.com");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void deploymentsToProductionWereAnnounced(long seed) {
    GeneratedRange range = GeneratedRange.ofSeed(seed);
    Set<String> ids = new HashSet<>();
    for (PlannedChange change : range.estate().estate().changes()) {
      assertThat(ids.add(change.id())).as(change.id()).isTrue();
      assertThat(change.start()).isBefore(change.end());
    }
    assertThat(ids).hasSizeGreaterThan(5);
  }

  /** Account and name of a role, without its path. */
  private static String name(String arn) {
    return arn.split(":", -1)[4] + "/" + arn.substring(arn.lastIndexOf('/') + 1);
  }
}
