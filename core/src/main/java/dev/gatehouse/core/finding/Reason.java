package dev.gatehouse.core.finding;

import org.jspecify.annotations.Nullable;

/**
 * One reason of a finding, as data. {@link FindingText} makes the words.
 *
 * @param of what it was measured of, if the measure alone does not say: a role, a key; else empty
 * @param observed what was seen
 * @param expected what would have been ordinary, or the limit
 * @param bits how unlikely it was: −log2 of the chance; NaN where nothing says, because a fixed
 *     limit or the act itself raised it
 * @param past what was learned before; null where that has no part in it
 * @param peers how many others do the same; null where nobody was asked
 */
public record Reason(
    Measure measure,
    String of,
    Quantity observed,
    Quantity expected,
    double bits,
    @Nullable Past past,
    @Nullable PeerCount peers) {

  public Reason {
    of = of.isEmpty() ? of : Quote.plain(of);
  }

  /** What was seen, against what the measure itself says is ordinary. */
  public static Reason of(Measure measure, Quantity observed) {
    return of(measure, observed, Quantity.NONE);
  }

  /** What was seen, against a number or values. */
  public static Reason of(Measure measure, Quantity observed, Quantity expected) {
    return new Reason(measure, "", observed, expected, Double.NaN, null, null);
  }

  /** The same, of a thing. */
  public Reason about(String thing) {
    return new Reason(measure, thing, observed, expected, bits, past, peers);
  }

  /** The same, so unlikely; NaN for not known. */
  public Reason unlikely(double likelihoodBits) {
    return new Reason(measure, of, observed, expected, likelihoodBits, past, peers);
  }

  /** The same, by so much history. */
  public Reason after(Past history) {
    return new Reason(measure, of, observed, expected, bits, history, peers);
  }

  /** The same, among others. */
  public Reason among(@Nullable PeerCount others) {
    return new Reason(measure, of, observed, expected, bits, past, others);
  }

  /** Whether another reason speaks of the same. */
  public boolean isAboutTheSame(Reason other) {
    return measure.equals(other.measure) && of.equals(other.of);
  }
}
