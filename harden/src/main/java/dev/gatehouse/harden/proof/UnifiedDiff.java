package dev.gatehouse.harden.proof;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as {@code diff -u} writes it, whole, since documents are short. */
public final class UnifiedDiff {
  private UnifiedDiff() {}

  /** Lines with {@code -}, {@code +} or a blank before them under a head; empty for equal texts. */
  public static List<String> of(String oldName, String oldText, String newName, String newText) {
    List<String> before = oldText.lines().toList();
    List<String> after = newText.lines().toList();
    if (before.equals(after)) {
      return List.of();
    }
    int[][] common = common(before, after);
    List<String> lines = new ArrayList<>();
    lines.add("--- " + oldName);
    lines.add("+++ " + newName);
    lines.add("@@ -1," + before.size() + " +1," + after.size() + " @@");
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add(" " + before.get(i++));
        j++;
      } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + before.get(i++));
      } else {
        lines.add("+" + after.get(j++));
      }
    }
    return lines;
  }

  /** How many lines the rests from each place on have in common, in order. */
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
