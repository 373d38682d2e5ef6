package dev.gatehouse.core.stage;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list for the memory of stages: a list like it with one entry more or another entry
 * is made in one step, with one copy of its references.
 *
 * @param <E> entry, never null
 */
public final class FixedList<E> extends AbstractList<E> implements RandomAccess {
  private static final FixedList<?> NONE = new FixedList<>(new Object[0]);

  private final Object[] all;

  private FixedList(Object[] all) {
    this.all = all;
  }

  /** Without entries. */
  @SuppressWarnings("unchecked")
  public static <E> FixedList<E> none() {
    return (FixedList<E>) NONE;
  }

  /** The entries of {@code list}; itself if it is one of these already. */
  public static <E> FixedList<E> of(Collection<? extends E> list) {
    if (list instanceof FixedList<?> fixed) {
      @SuppressWarnings("unchecked") // nobody can add to it
      FixedList<E> same = (FixedList<E>) fixed;
      return same;
    }
    return list.isEmpty() ? none() : new FixedList<>(list.toArray());
  }

  /** {@code list} and one more. */
  public static <E> FixedList<E> with(List<E> list, E more) {
    return withAt(list, list.size(), more);
  }

  /** {@code list} with one more, in front of the entry at {@code index}. */
  public static <E> FixedList<E> withAt(List<E> list, int index, E more) {
    Object[] from = of(list).all;
    Object[] all = new Object[from.length + 1];
    System.arraycopy(from, 0, all, 0, index);
    all[index] = more;
    System.arraycopy(from, index, all, index + 1, from.length - index);
    return new FixedList<>(all);
  }

  /** {@code list} with another entry at {@code index}. */
  public static <E> FixedList<E> replaced(List<E> list, int index, E by) {
    Object[] all = of(list).all.clone();
    all[index] = by;
    return new FixedList<>(all);
  }

  /** {@code list} from {@code index} on. */
  public static <E> FixedList<E> from(List<E> list, int index) {
    if (index == 0) {
      return of(list);
    }
    return index == list.size()
        ? none()
        : new FixedList<>(Arrays.copyOfRange(of(list).all, index, list.size()));
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get(int index) {
    return (E) all[index];
  }

  @Override
  public int size() {
    return all.length;
  }

  @Override
  public int indexOf(@Nullable Object entry) {
    for (int i = 0; i < all.length; i++) {
      if (all[i].equals(entry)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean contains(@Nullable Object entry) {
    return indexOf(entry) >= 0;
  }

  @Override
  public Object[] toArray() {
    return all.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FixedList<?> fixed
        ? Arrays.equals(all, fixed.all)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(all);
  }
}
