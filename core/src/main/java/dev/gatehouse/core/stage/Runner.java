package dev.gatehouse.core.stage;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs stages in one process, over several cores, and owns order.
 *
 * <p>Inputs are offered in any order. Per key the runner keeps the memory of what is sealed and the
 * live inputs in event-time order; what comes out of order is folded again from where it belongs
 * and the difference goes downstream as withdrawals and outputs. So what holds in the end is a
 * function of the set of inputs offered within lateness, not of their order.
 *
 * <p>Use: {@link #add} nodes in the order in which data flows, connect them with {@link Node#to},
 * then {@link #offer} inputs, {@link #run} after each arrival batch (some thousand inputs), {@link
 * #reach} as time goes on, and {@link #finish} at the end. Calls come from one thread; folding is
 * spread over {@code threads} by key.
 */
public final class Runner implements AutoCloseable {
  private static final int INLINE_BELOW = 256;

  private static final Comparator<Entry> DELIVERY =
      (one, other) ->
          one.withdraws != other.withdraws ? (one.withdraws ? -1 : 1) : one.compareTo(other);

  private final int threads;
  private final Duration lateness;
  private final long liveMax;
  private final ExecutorService pool;
  private final List<Node<?, ?>> nodes = new ArrayList<>();

  /** Messages not yet delivered: by node, then by partition. */
  private final List<List<List<Entry>>> pending = new ArrayList<>();

  /** How much later each node seals, found out once the nodes are connected. */
  private Duration @Nullable [] behind;

  private Instant newest = Instant.MIN;
  private Instant sealedTo = Instant.MIN;
  private long late;
  private long sealedEarly;
  private long live;

  /**
   * @param threads partitions of the key space, each folded by one thread at a time
   * @param lateness how long after newer events an input is still accepted
   * @param liveMax bound on live inputs over all stages; over it sealing comes earlier than
   *     lateness, counted by {@link #sealedEarly}
   */
  public Runner(int threads, Duration lateness, long liveMax) {
    if (threads < 1 || lateness.isNegative() || liveMax < 1) {
      throw new IllegalArgumentException(
          "A runner needs a thread, a lateness that is not negative, and room for live inputs.");
    }
    this.threads = threads;
    this.lateness = lateness;
    this.liveMax = liveMax;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "gatehouse-fold");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Adds a stage; {@code name} is unique and stays the same over releases, since snapshots name it.
   */
  public <I, O> Node<I, O> add(String name, Stage<I, ?, O> stage) {
    if (nodes.stream().anyMatch(node -> node.name.equals(name))) {
      throw new IllegalArgumentException("There are two stages named `" + name + "`.");
    }
    Node<I, O> node = new Node<>(name, nodes.size(), stage, threads);
    nodes.add(node);
    pending.add(partitions());
    return node;
  }

  private List<List<Entry>> partitions() {
    List<List<Entry>> partitions = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++) {
      partitions.add(new ArrayList<>());
    }
    return partitions;
  }

  /**
   * Offers one input from outside. It is the same input whenever id, time and rank are the same:
   * offered again it changes nothing.
   *
   * @return false if it came later than lateness allows; it is counted and not folded
   */
  public <I> boolean offer(Node<I, ?> node, Instant time, String id, I input) {
    if (time.isBefore(sealedTo)) {
      late++;
      return false;
    }
    if (time.isAfter(newest)) {
      newest = time;
    }
    Entry entry = entry(node, time, id, "", input, false);
    if (entry != null) {
      pending.get(node.index).get(partition(entry.key)).add(entry);
    }
    return true;
  }

  /** The message to {@code node}; null if the input is not for it. */
  private static @Nullable Entry entry(
      Node<?, ?> node, Instant time, String id, String producer, Object input, boolean withdraws) {
    String key = node.stage.key(input);
    return key == null
        ? null
        : new Entry(time, node.stage.rank(input), id, producer, key, input, withdraws);
  }

  private int partition(String key) {
    int hash = key.hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), threads);
  }

  /** Folds everything offered, until no stage has anything left to say. */
  public void run() {
    boolean any = true;
    while (any) {
      any = false;
      for (Node<?, ?> node : nodes) {
        int count = 0;
        for (List<Entry> messages : pending.get(node.index)) {
          count += messages.size();
        }
        if (count > 0) {
          any = true;
          round(node, count);
        }
      }
    }
  }

  /**
   * What one partition of one node brought forth.
   *
   * @param messages for which node and partition; what has none is not there
   */
  private record Round(
      Map<Integer, List<Entry>> messages, List<Change<Object>> changes, int liveAdded) {
    static final Round NOTHING = new Round(Map.of(), List.of(), 0);
  }

  private void round(Node<?, ?> node, int count) {
    List<List<Entry>> taken = pending.set(node.index, partitions());
    for (Round round : each(count < INLINE_BELOW, part -> fold(node, part, taken.get(part)))) {
      round.messages().forEach((place, messages) -> deliver(place, messages));
      live += round.liveAdded();
      for (Node.Sink<Object> sink : node.sinks) {
        round.changes().forEach(sink::changed);
      }
    }
  }

  private void deliver(int place, List<Entry> messages) {
    List<List<Entry>> parts = pending.get(place / threads);
    int part = place % threads;
    if (parts.get(part).isEmpty()) {
      parts.set(part, messages);
    } else {
      parts.get(part).addAll(messages);
    }
  }

  private Round fold(Node<?, ?> node, int part, List<Entry> messages) {
    if (messages.isEmpty()) {
      return Round.NOTHING;
    }
    // Withdrawals first, since an input may come back in another form; then in order, so that what
    // arrived in order is only appended.
    messages.sort(DELIVERY);
    KeyLogs logs = node.logs.get(part);
    List<KeyLog> dirty = new ArrayList<>();
    int added = 0;
    for (Entry message : messages) {
      KeyLog log = logs.of(message.key);
      int before = log.liveCount();
      if (log.apply(message)) {
        if (log.markChanged()) {
          dirty.add(log);
        }
        added += log.liveCount() - before;
      }
    }
    Sending sending = new Sending(node, part);
    for (KeyLog log : dirty) {
      log.fold(sending);
    }
    return new Round(sending.messages, sending.changes, added);
  }

  /** Sends what the logs of one partition of a node say to where it is wanted. */
  private final class Sending implements Consumer<Change<Object>> {
    final Map<Integer, List<Entry>> messages = new LinkedHashMap<>();
    final List<Change<Object>> changes = new ArrayList<>(0);
    private final Node<?, ?> node;
    private final Fan fan;
    private final Duration openFor;

    Sending(Node<?, ?> node, int part) {
      this.node = node;
      this.fan = node.fan(part);
      this.openFor = node.stage.openFor();
    }

    @Override
    public void accept(Change<Object> change) {
      boolean isChecked = false;
      List<Node.Edge> edges = fan.of(change.value());
      for (int i = 0; i < edges.size(); i++) {
        Node.Edge edge = edges.get(i);
        Object input = edge.turn().apply(change.value());
        if (input != null) {
          if (!isChecked) {
            change.checkOpenFor(openFor);
            isChecked = true;
          }
          send(edge.target(), change, input);
        }
      }
      if (!node.sinks.isEmpty()) {
        changes.add(change);
      }
    }

    private void send(Node<?, ?> target, Change<Object> change, Object input) {
      Entry entry =
          entry(target, change.time(), change.id(), change.producer(), input, change.withdrawn());
      if (entry != null) {
        messages
            .computeIfAbsent(
                target.index * threads + partition(entry.key), place -> new ArrayList<>())
            .add(entry);
      }
    }
  }

  private <R> List<R> each(boolean inline, Function<Integer, R> task) {
    List<R> results = new ArrayList<>(threads);
    if (inline || threads == 1) {
      for (int part = 0; part < threads; part++) {
        results.add(task.apply(part));
      }
      return results;
    }
    List<Future<R>> futures = new ArrayList<>(threads);
    for (int part = 0; part < threads; part++) {
      int mine = part;
      futures.add(pool.submit(() -> task.apply(mine)));
    }
    for (Future<R> future : futures) {
      results.add(await(future));
    }
    return results;
  }

  private static <R> R await(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while folding.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  /**
   * All sources have reached {@code time}: what is older than lateness is sealed, by whole hours.
   * Call it after {@link #run}.
   */
  public void reach(Instant time) {
    Instant to = time.minus(lateness).truncatedTo(ChronoUnit.HOURS);
    if (to.isAfter(sealedTo)) {
      seal(to);
    }
    Duration pressed = lateness;
    while (live > liveMax && pressed.compareTo(Duration.ofMinutes(1)) > 0) {
      pressed = pressed.dividedBy(2);
      Instant early = time.minus(pressed).truncatedTo(ChronoUnit.MINUTES);
      if (early.isAfter(sealedTo)) {
        sealedEarly++;
        seal(early);
      }
    }
  }

  /** Folds what was offered and seals everything; nothing may be offered afterwards. */
  public void finish() {
    run();
    seal(Instant.MAX.truncatedTo(ChronoUnit.DAYS));
  }

  private Duration[] behind() {
    Duration[] known = behind;
    if (known == null) {
      known = Node.behind(nodes);
      behind = known;
    }
    return known;
  }

  private void seal(Instant to) {
    Duration[] behind = behind();
    for (Node<?, ?> node : nodes) {
      Instant here = to.minus(behind[node.index]);
      int awake = 0;
      for (KeyLogs logs : node.logs) {
        awake += logs.awakeCount();
      }
      List<List<Change<Object>>> settled =
          each(awake < INLINE_BELOW, part -> seal(node, part, here));
      for (Node.Sink<Object> sink : node.sinks) {
        settled.forEach(changes -> changes.forEach(sink::settled));
      }
    }
    sealedTo = to;
    live = nodes.stream().flatMap(node -> node.logs.stream()).mapToLong(KeyLogs::liveCount).sum();
  }

  private List<Change<Object>> seal(Node<?, ?> node, int part, Instant to) {
    List<Change<Object>> settled = new ArrayList<>();
    node.logs.get(part).seal(to, settled::add);
    return node.sinks.isEmpty() ? List.of() : settled;
  }

  /** Writes all memory. Call it after {@link #run}, when every input offered has been folded. */
  public void save(OutputStream to) throws IOException {
    DataOutputStream out = Snapshot.buffered(to);
    Snapshot.writeHead(out, newest, sealedTo, late);
    out.writeInt(nodes.size());
    for (Node<?, ?> node : nodes) {
      Snapshot.writeNode(
          out, node, node.logs.stream().flatMap(logs -> logs.keep().stream()).toList());
    }
    out.flush();
  }

  /**
   * Takes up what {@link #save} wrote, into a runner with the same stages and nothing offered yet;
   * the number of threads may differ.
   *
   * @throws IOException if the bytes are no snapshot, or one of other stages or other types
   */
  public void restore(InputStream from) throws IOException {
    DataInputStream in = Snapshot.buffered(from);
    Snapshot.checkMagic(in);
    newest = Snapshot.readTime(in);
    sealedTo = Snapshot.readTime(in);
    late = in.readLong();
    int count = in.readInt();
    if (count != nodes.size()) {
      throw new IOException(
          "The snapshot has "
              + count
              + " stages and this version "
              + nodes.size()
              + "; start without it.");
    }
    for (Node<?, ?> node : nodes) {
      for (KeyLog.Kept kept : Snapshot.readNode(in, node)) {
        node.logs.get(partition(kept.key())).restore(kept);
        live += kept.live().size();
      }
    }
  }

  /** Inputs that came later than lateness and were not folded. */
  public long late() {
    return late;
  }

  /** How often the bound on live inputs made sealing come earlier than lateness. */
  public long sealedEarly() {
    return sealedEarly;
  }

  /** Live inputs over all stages. */
  public long live() {
    return live;
  }

  /** Inputs before this time are not accepted any more. */
  public Instant sealedTo() {
    return sealedTo;
  }

  /** Inputs of this node before this time are sealed, and no other will come. */
  public Instant sealedTo(Node<?, ?> node) {
    return sealedTo.equals(Instant.MIN) ? sealedTo : sealedTo.minus(behind()[node.index]);
  }

  /** Newest event time offered, or {@link Instant#MIN}. */
  public Instant newest() {
    return newest;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
