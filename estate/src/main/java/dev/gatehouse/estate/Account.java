package dev.gatehouse.estate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account of the organization.
 *
 * @param id twelve digits
 * @param name as the organization calls it; the id where it has none
 * @param tags by key; {@code env}, {@code bu} and {@code tier} are the ones asked for
 */
public record Account(String id, String name, Map<String, String> tags) {
  public Account {
    tags = Map.copyOf(tags);
  }

  /** What the account is for: {@code prod}, {@code staging}, …; null if it has no such tag. */
  public @Nullable String env() {
    return tags.get("env");
  }
}
