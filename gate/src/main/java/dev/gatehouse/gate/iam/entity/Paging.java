package dev.gatehouse.gate.iam.entity;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a list into pages. A marker is the key of the last item before it, so a page begins in the
 * right place also when items came or went in between.
 */
public final class Paging {
  private static final int ITEMS_DEFAULT = 100;
  private static final String SEAL = "gate1:";

  private Paging() {}

  /**
   * One page.
   *
   * @param member the name of the list in the answer
   * @param items all items, in order of their keys
   * @param key of an item, unique
   * @param form of an item in the answer
   */
  public static <T> Structure page(
      Structure input,
      String member,
      List<T> items,
      Function<T, String> key,
      Function<T, Object> form) {
    int most = input.number("MaxItems", ITEMS_DEFAULT);
    String after = after(input.text("Marker"));
    List<Object> page = new ArrayList<>();
    String last = null;
    boolean more = false;
    for (T item : items) {
      String each = key.apply(item);
      if (after != null && each.compareTo(after) <= 0) {
        continue;
      }
      if (page.size() == most) {
        more = true;
        break;
      }
      page.add(form.apply(item));
      last = each;
    }
    return Structure.of(
        member, page, "IsTruncated", more, "Marker", more && last != null ? marker(last) : null);
  }

  private static String marker(String key) {
    return Base64.getEncoder().encodeToString((SEAL + key).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String after(@Nullable String marker) {
    if (marker == null) {
      return null;
    }
    try {
      String text = new String(Base64.getDecoder().decode(marker), StandardCharsets.UTF_8);
      if (text.startsWith(SEAL)) {
        return text.substring(SEAL.length());
      }
    } catch (IllegalArgumentException notOurs) {
      // Told below.
    }
    throw AwsException.validation("Invalid Marker.");
  }
}
