package dev.gatehouse.core.stage;

import java.time.Duration;
import java.time.Instant;

/**
 * What a stage tells the next one: an output holds now, or holds no more.
 *
 * @param id of the output within its producer
 * @param producer the stage and key that put it out; with the id it names the output on the wire,
 *     so that the withdrawal of one producer cannot overtake the output of another
 * @param withdrawn the value that was put out before holds no more; {@code value} is that former
 *     value
 */
public record Change<O>(
    String id, String producer, Instant time, Instant closes, O value, boolean withdrawn) {

  /**
   * Checks an output on its way to another stage.
   *
   * @param openFor what the producing stage says, {@link Stage#openFor}
   * @throws IllegalStateException if the output closes later than that after its time
   */
  public void checkOpenFor(Duration openFor) {
    if (closes.isAfter(time) && closes.isAfter(time.plus(openFor))) {
      throw new IllegalStateException(
          "An output of `"
              + producer
              + "` closes later than "
              + openFor
              + " after its time, which its stage gives as `openFor`.");
    }
  }
}
