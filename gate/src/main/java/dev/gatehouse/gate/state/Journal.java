package dev.gatehouse.gate.state;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where changes outlive the process. */
public interface Journal extends AutoCloseable {
  /** Keeps nothing. */
  Journal MEMORY =
      new Journal() {
        @Override
        public void replay(Consumer<State.Change> changes) {}

        @Override
        public void append(List<State.Change> changes) {}

        @Override
        public void replace(List<State.Change> everything) {}

        @Override
        public void compactIfWorthIt(Supplier<List<State.Change>> everything) {}

        @Override
        public void close() {}
      };

  /** Hands out all changes kept so far, in order. */
  void replay(Consumer<State.Change> changes);

  /** Keeps changes that belong together: after a crash all are there, or none. */
  void append(List<State.Change> changes);

  /** Keeps these instead of everything before. */
  void replace(List<State.Change> everything);

  /** Replaces a journal that holds much more history than content. */
  void compactIfWorthIt(Supplier<List<State.Change>> everything);

  @Override
  void close();
}
