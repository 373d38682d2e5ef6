package dev.gatehouse.estate.inventory;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from text, iterated in the order of its keys, of which a changed copy shares all
 * but a few nodes with the original.
 *
 * <p>An AVL tree: a change makes new nodes on the path from the root to the key and leaves the rest
 * as it is. So an inventory as it was before and after each of ten thousand changes costs little
 * more than one inventory.
 *
 * @param <V> never null
 */
final class PersistentMap<V> extends AbstractMap<String, V> {
  private record Node<V>(
      String key, V value, @Nullable Node<V> left, @Nullable Node<V> right, int height, int size) {}

  private static final PersistentMap<?> EMPTY = new PersistentMap<>(null);

  private final @Nullable Node<V> root;

  private PersistentMap(@Nullable Node<V> root) {
    this.root = root;
  }

  @SuppressWarnings("unchecked")
  static <V> PersistentMap<V> empty() {
    return (PersistentMap<V>) EMPTY;
  }

  /** A copy in which the key has the value. */
  PersistentMap<V> with(String key, V value) {
    return new PersistentMap<>(put(root, key, value));
  }

  /** A copy without the key; this map itself if it has no such key. */
  PersistentMap<V> without(String key) {
    return containsKey(key) ? new PersistentMap<>(remove(root, key)) : this;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    Node<V> node = root;
    while (node != null && key instanceof String text) {
      int order = text.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return root == null ? 0 : root.size;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new InOrder<>(root);
      }

      @Override
      public int size() {
        return PersistentMap.this.size();
      }
    };
  }

  private static final class InOrder<V> implements Iterator<Map.Entry<String, V>> {
    private final Deque<Node<V>> open = new ArrayDeque<>();

    InOrder(@Nullable Node<V> root) {
      descend(root);
    }

    private void descend(@Nullable Node<V> from) {
      for (Node<V> node = from; node != null; node = node.left) {
        open.push(node);
      }
    }

    @Override
    public boolean hasNext() {
      return !open.isEmpty();
    }

    @Override
    public Map.Entry<String, V> next() {
      if (open.isEmpty()) {
        throw new NoSuchElementException();
      }
      Node<V> node = open.pop();
      descend(node.right);
      return Map.entry(node.key, node.value);
    }
  }

  private static <V> Node<V> put(@Nullable Node<V> node, String key, V value) {
    if (node == null) {
      return new Node<>(key, value, null, null, 1, 1);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return new Node<>(key, value, node.left, node.right, node.height, node.size);
    }
    return order < 0
        ? balanced(node, put(node.left, key, value), node.right)
        : balanced(node, node.left, put(node.right, key, value));
  }

  private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balanced(node, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node, node.left, remove(node.right, key));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    Node<V> next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(next, node.left, remove(node.right, next.key));
  }

  /**
   * A node with the key and value of {@code of} over two trees whose heights differ by at most 2.
   */
  private static <V> Node<V> balanced(Node<V> of, @Nullable Node<V> left, @Nullable Node<V> right) {
    int lean = height(left) - height(right);
    if (lean > 1 && left != null) {
      Node<V> pivot = height(left.left) >= height(left.right) ? left : rotatedLeft(left);
      return node(pivot, pivot.left, node(of, pivot.right, right));
    }
    if (lean < -1 && right != null) {
      Node<V> pivot = height(right.right) >= height(right.left) ? right : rotatedRight(right);
      return node(pivot, node(of, left, pivot.left), pivot.right);
    }
    return node(of, left, right);
  }

  private static <V> Node<V> rotatedLeft(Node<V> node) {
    Node<V> up = node.right;
    return up == null ? node : node(up, node(node, node.left, up.left), up.right);
  }

  private static <V> Node<V> rotatedRight(Node<V> node) {
    Node<V> up = node.left;
    return up == null ? node : node(up, up.left, node(node, up.right, node.right));
  }

  private static <V> Node<V> node(Node<V> of, @Nullable Node<V> left, @Nullable Node<V> right) {
    int height = 1 + Math.max(height(left), height(right));
    int size = 1 + (left == null ? 0 : left.size) + (right == null ? 0 : right.size);
    return new Node<>(of.key, of.value, left, right, height, size);
  }

  private static int height(@Nullable Node<?> node) {
    return node == null ? 0 : node.height;
  }
}
