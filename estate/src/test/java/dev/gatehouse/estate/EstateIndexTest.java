package dev.gatehouse.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the indexes of an estate find is what asking everybody finds. */
class EstateIndexTest {
  @Property(seed = "20261130")
  void findsThePersonThatAskingEverybodyFinds(
      @ForAll("identities") List<String> identities, @ForAll("name") String name) {
    List<Person> people =
        identities.stream()
            .map(identity -> new Person(identity, "Ann", null, null, null, null, false))
            .toList();
    Optional<Person> expected = people.stream().filter(person -> person.is(name)).findFirst();
    assertThat(new Estate.Builder().people(people).build().person(name)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<String>> identities() {
    return name().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> name() {
    return Arbitraries.strings().withChars("ab/@").ofMaxLength(5);
  }

  @Property(seed = "20261130")
  void findsTheChangeThatAskingAllFinds(
      @ForAll("changes") List<PlannedChange> some, @ForAll("second") long second) {
    List<PlannedChange> changes = named(some);
    Instant time = Instant.ofEpochSecond(second);
    Optional<PlannedChange> expected =
        changes.stream()
            .filter(change -> change.covers(time, "123456789012", "ann"))
            .min(
                Comparator.comparing((PlannedChange change) -> change.identities().isEmpty())
                    .thenComparing(change -> change.accounts().isEmpty())
                    .thenComparing(PlannedChange::end)
                    .thenComparing(PlannedChange::id));
    Estate estate = new Estate.Builder().changes(changes).build();
    assertThat(estate.plannedChange(time, "123456789012", "ann")).isEqualTo(expected);
  }

  private static List<PlannedChange> named(List<PlannedChange> some) {
    return IntStream.range(0, some.size())
        .mapToObj(
            i -> {
              PlannedChange one = some.get(i);
              return new PlannedChange(
                  "CHG" + i,
                  one.title(),
                  one.start(),
                  one.end(),
                  one.accounts(),
                  one.identities(),
                  one.approved());
            })
        .toList();
  }

  @Provide
  Arbitrary<List<PlannedChange>> changes() {
    return Combinators.combine(
            second(),
            second(),
            Arbitraries.of("123456789012", "210987654321").set().ofMaxSize(1),
            Arbitraries.of("ann", "bob").set().ofMaxSize(1),
            Arbitraries.of(true, true, false))
        .as(
            (start, lasts, accounts, identities, approved) ->
                new PlannedChange(
                    "CHG",
                    "Deploy",
                    Instant.ofEpochSecond(start),
                    Instant.ofEpochSecond(start + lasts),
                    accounts,
                    identities,
                    approved))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<Long> second() {
    return Arbitraries.longs().between(0, 12);
  }
}
