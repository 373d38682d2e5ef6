package dev.gatehouse.cli.terminal;

import dev.gatehouse.output.label.Text;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A bar on standard error while files are read. In a pipe it says nothing. The caller ticks; there
 * is no thread behind it.
 */
public final class Progress implements AutoCloseable {
  private static final long EVERY_NANOS = 100_000_000;
  private static final int BAR_WIDTH = 28;

  private final Terminal terminal;
  private final long total;
  private final LongSupplier nanos;
  private final long begun;
  private long drawn;
  private boolean shown;

  /**
   * @param total what there is to do; 0 if it is not known
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public Progress(Terminal terminal, long total, LongSupplier nanos) {
    this.terminal = terminal;
    this.total = total;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
    this.drawn = begun;
  }

  /** Whether a person looks and enough time has gone by to draw again. */
  public boolean isDue() {
    return terminal.showsProgress() && nanos.getAsLong() - drawn >= EVERY_NANOS;
  }

  /** Draws how far the work is. */
  public void draw(long done, long records) {
    long now = nanos.getAsLong();
    drawn = now;
    double share = total == 0 ? 0 : Math.min(1.0, (double) done / total);
    double seconds = Math.max(0.001, (now - begun) / 1e9);
    int full = (int) (share * BAR_WIDTH);
    String bar = total == 0 ? "" : "━".repeat(full) + "╌".repeat(BAR_WIDTH - full) + " ";
    String line =
        String.format(
            Locale.ROOT,
            "%s%3.0f %%  %,d records  %,.0f/s",
            bar,
            share * 100,
            records,
            records / seconds);
    terminal.err().print("\r\u001b[K" + Text.cut(line, terminal.columns() - 1));
    terminal.err().flush();
    shown = true;
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the bar away. */
  public void clear() {
    if (shown) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
      shown = false;
    }
  }
}
