package dev.gatehouse.serve.source;

/** Where records come from. It has threads of its own, which {@link #close} ends. */
public interface Source extends AutoCloseable {
  /** Unique among the sources, and the same over restarts. */
  String name();

  /** Begins to bring records. */
  void start();

  /** How it is doing. */
  SourceState state();

  /** Brings no more; what is not durable yet will be brought again after the next start. */
  @Override
  void close();
}
