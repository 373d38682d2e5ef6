package dev.gatehouse.core.rules.kit;

import dev.gatehouse.policy.json.ReadDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A nested document of a record, to walk in. What is absent or of another shape is null or empty:
 * services write one thing in several ways.
 */
public final class Tree {
  private final @Nullable Object root;

  private Tree(@Nullable Object root) {
    this.root = root;
  }

  public static Tree of(@Nullable String json) {
    return new Tree(ReadDocuments.object(json));
  }

  public static Tree of(@Nullable Object value) {
    return new Tree(value);
  }

  public @Nullable Object value() {
    return root;
  }

  public boolean isAbsent() {
    return root == null;
  }

  public Tree at(String... path) {
    Object value = root;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return new Tree(value);
  }

  /** The scalar here as text; null if there is none or it is empty. */
  public @Nullable String text() {
    if (root == null || root instanceof Map || root instanceof List) {
      return null;
    }
    String text = root.toString();
    return text.isEmpty() ? null : text;
  }

  /** The entries of a list, or the one thing that stands where a list could. */
  public List<Tree> items() {
    List<Tree> items = new ArrayList<>();
    if (root instanceof List<?> list) {
      for (Object entry : list) {
        items.add(new Tree(entry));
      }
    } else if (root != null && !"".equals(root)) {
      items.add(this);
    }
    return items;
  }

  /** The scalars among {@link #items}. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Tree item : items()) {
      String text = item.text();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Names and values of an object. */
  public Map<?, ?> fields() {
    return root instanceof Map<?, ?> map ? map : Map.of();
  }
}
