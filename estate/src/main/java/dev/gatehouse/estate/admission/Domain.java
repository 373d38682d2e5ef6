package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.Address;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The values that a condition key can have for one kind of caller.
 *
 * @param accepts whether a value is one of them
 * @param samples some of them, all of them where {@code closed}; the first is an ordinary one that
 *     no policy names
 * @param closed whether the samples are all there are
 * @param several whether a request has a set of them
 * @param shapes the forms of which each value has one; none where values may have any
 */
record Domain(
    Predicate<String> accepts,
    List<String> samples,
    boolean closed,
    boolean several,
    List<Shape> shapes) {
  /** A value that no policy names. */
  static final String FRESH = "gatehouse-other";

  /** Just outside and inside the blocks that the internet does not route. */
  private static final List<String> AROUND_PRIVATE =
      List.of(
          "198.51.100.7",
          "2001:db8:ffff::7",
          "9.255.255.255",
          "11.0.0.0",
          "100.63.255.255",
          "100.128.0.0",
          "126.255.255.255",
          "128.0.0.0",
          "169.253.255.255",
          "169.255.0.0",
          "172.15.255.255",
          "172.32.0.0",
          "192.167.255.255",
          "192.169.0.0");

  Domain {
    samples = List.copyOf(samples);
    shapes = List.copyOf(shapes);
  }

  private Domain(Predicate<String> accepts, List<String> samples, boolean closed, boolean several) {
    this(accepts, samples, closed, several, List.of());
  }

  /** Any text. */
  static Domain any() {
    return new Domain(value -> true, List.of(FRESH), false, false);
  }

  /** These and no others. */
  static Domain of(String... values) {
    Set<String> all = Set.of(values);
    return new Domain(all::contains, List.of(values), true, false);
  }

  /** Any text but this. */
  static Domain otherThan(String excluded, String sample) {
    return new Domain(value -> !value.equals(excluded), List.of(sample), false, false);
  }

  /** Text that has one of these forms. */
  static Domain like(List<Shape> shapes, List<String> samples) {
    return new Domain(
        value -> shapes.stream().anyMatch(shape -> shape.accepts(value)),
        samples,
        false,
        false,
        shapes);
  }

  /** Any text without wildcards: what an issuer writes into a token. */
  static Domain plainText() {
    return new Domain(value -> !Shape.isWild(value), List.of(FRESH), false, false);
  }

  /** Any text but these. */
  static Domain otherThan(Set<String> excluded) {
    return new Domain(
        value -> !excluded.contains(value) && !Shape.isWild(value), List.of(FRESH), false, false);
  }

  /** What a test accepts; the samples must pass it. */
  static Domain where(Predicate<String> accepts, String... samples) {
    return new Domain(accepts, List.of(samples), false, false);
  }

  /** Addresses that the internet routes. */
  static Domain publicAddress() {
    return new Domain(
        value -> Address.is(value) && !Address.isPrivate(value), AROUND_PRIVATE, false, false);
  }

  /** Any address. */
  static Domain address() {
    return new Domain(Address::is, List.of("10.1.2.3", "198.51.100.7"), false, false);
  }

  /** Whole numbers between two bounds, both included. */
  static Domain number(long least, long most) {
    return new Domain(
        value -> {
          try {
            BigDecimal number = new BigDecimal(value);
            return number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
          } catch (NumberFormatException noNumber) {
            return false;
          }
        },
        List.of(Long.toString(least), Long.toString(most)),
        false,
        false);
  }

  /** The same values, of which a request has a set. */
  Domain asSet() {
    return new Domain(accepts, samples, closed, true, shapes);
  }

  /** The same values with one more worth trying; left as it is where the value is none of them. */
  Domain with(String sample) {
    if (closed || !accepts.test(sample)) {
      return this;
    }
    List<String> more = new ArrayList<>(samples);
    more.add(sample);
    return new Domain(accepts, more, false, several, shapes);
  }
}
