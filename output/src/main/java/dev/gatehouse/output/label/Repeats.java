package dev.gatehouse.output.label;

import java.util.ArrayList;
import java.util.List;

/**
 * Rounds of a chain told once: {@code a, b, c, b, c, b, c} is {@code a, (b → c) × 3}; and of what
 * is still long, the beginning and the end.
 */
final class Repeats {
  /** Longest round that is looked for. */
  private static final int ROUND_MAX = 40;

  /** Steps told of a chain, after its rounds were folded. */
  private static final int STEPS_MAX = 12;

  private Repeats() {}

  static List<String> folded(List<String> steps) {
    List<String> folded = new ArrayList<>();
    int at = 0;
    while (at < steps.size()) {
      int length = 1;
      int times = 1;
      for (int round = 1; round <= Math.min(ROUND_MAX, (steps.size() - at) / 2); round++) {
        int count = times(steps, at, round);
        if (count > 1 && count * round > length * times) {
          length = round;
          times = count;
        }
      }
      if (times > 1) {
        String round = String.join(" → ", shortened(steps.subList(at, at + length)));
        folded.add((length == 1 ? round : "(" + round + ")") + " × " + times);
      } else {
        folded.add(steps.get(at));
      }
      at += length * times;
    }
    return shortened(folded);
  }

  /** How often the steps from {@code at} on, so many of them, stand there one after the other. */
  private static int times(List<String> steps, int at, int round) {
    List<String> first = steps.subList(at, at + round);
    int times = 1;
    for (int next = at + round; next + round <= steps.size(); next += round) {
      if (!steps.subList(next, next + round).equals(first)) {
        break;
      }
      times++;
    }
    return times;
  }

  private static List<String> shortened(List<String> steps) {
    if (steps.size() <= STEPS_MAX) {
      return steps;
    }
    int half = STEPS_MAX / 2;
    List<String> few = new ArrayList<>(steps.subList(0, half));
    few.add("… " + (steps.size() - 2 * half) + " more …");
    few.addAll(steps.subList(steps.size() - half, steps.size()));
    return few;
  }
}
