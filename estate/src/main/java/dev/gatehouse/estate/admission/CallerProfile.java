package dev.gatehouse.estate.admission;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a kind of caller can make its request: which condition keys it then has. A kind
 * has several where keys exclude each other, such as the source address of the internet and that of
 * a VPC endpoint. Immutable.
 */
public final class CallerProfile {
  private static final KeyPresence ANYTHING = KeyPresence.sometimes(Domain.any());

  private static final KeyPresence OTHER_PROVIDER =
      KeyPresence.never("the token is of another provider");

  private final String name;
  private final Map<String, KeyPresence> keys;
  private final @Nullable String provider;

  private CallerProfile(String name, Map<String, KeyPresence> keys, @Nullable String provider) {
    this.name = name;
    this.keys = keys;
    this.provider = provider;
  }

  /** A way of which nothing is known but its name: it may carry anything. */
  static CallerProfile named(String name) {
    return new CallerProfile(name, Map.of(), null);
  }

  /** What the way is called, for people: {@code over the internet with a second factor}. */
  String name() {
    return name;
  }

  /** The same way under a longer name. */
  CallerProfile and(String more) {
    return new CallerProfile(name.isEmpty() ? more : name + " " + more, keys, provider);
  }

  /** The same way with other words about a key; a key that ends in {@code *} names a family. */
  CallerProfile with(String key, KeyPresence presence) {
    Map<String, KeyPresence> changed = new HashMap<>(keys);
    changed.put(key.toLowerCase(Locale.ROOT), presence);
    return new CallerProfile(name, changed, provider);
  }

  /** The same way for the bearer of a token of one provider, who has no keys of others. */
  CallerProfile ofProvider(String issuer) {
    return new CallerProfile(name, keys, issuer.toLowerCase(Locale.ROOT));
  }

  /** What is known of a key, in any case; a key that nobody speaks of may be there or not. */
  KeyPresence presence(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    KeyPresence exact = keys.get(lower);
    if (exact != null) {
      return exact;
    }
    for (int end = lower.length() - 1; end > 0; end--) {
      char c = lower.charAt(end);
      if (c == '/' || c == ':') {
        KeyPresence family = keys.get(lower.substring(0, end + 1) + "*");
        if (family != null) {
          return family;
        }
      }
    }
    return provider != null && isOfAnotherProvider(lower) ? OTHER_PROVIDER : ANYTHING;
  }

  /** Keys of providers begin with the provider, which is a host name. */
  private boolean isOfAnotherProvider(String key) {
    int colon = key.lastIndexOf(':');
    return colon > 0
        && key.lastIndexOf('.', colon) > 0
        && !key.substring(0, colon).equals(provider);
  }
}
