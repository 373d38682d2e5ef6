package dev.gatehouse.gate.access;

import dev.gatehouse.policy.language.Policy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Policy documents, compiled once and kept as long as there is room. */
final class Documents {
  private static final int DOCUMENTS_MAX = 50_000;

  private record Key(String name, String text) {}

  private final Map<Key, Policy> compiled = new ConcurrentHashMap<>();

  /** A document that was checked when it came in. */
  Policy get(String name, String text) {
    Key key = new Key(name, text);
    Policy known = compiled.get(key);
    if (known != null) {
      return known;
    }
    if (compiled.size() >= DOCUMENTS_MAX) {
      compiled.clear();
    }
    Policy policy = Policy.parse(name, text);
    compiled.put(key, policy);
    return policy;
  }
}
