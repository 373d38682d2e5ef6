package dev.gatehouse.gate;

import dev.gatehouse.gate.access.Authorizer;
import dev.gatehouse.gate.account.Accounts;
import dev.gatehouse.gate.caller.Authenticator;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.cloudtrail.CloudTrail;
import dev.gatehouse.gate.federation.ProviderKeys;
import dev.gatehouse.gate.iam.Iam;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.organization.Organizations;
import dev.gatehouse.gate.record.DigestSigner;
import dev.gatehouse.gate.record.EventHistory;
import dev.gatehouse.gate.record.Recorder;
import dev.gatehouse.gate.record.TrailFolder;
import dev.gatehouse.gate.server.Controls;
import dev.gatehouse.gate.server.Endpoint;
import dev.gatehouse.gate.server.HttpServer;
import dev.gatehouse.gate.state.FileJournal;
import dev.gatehouse.gate.state.Journal;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.sts.Sts;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running gate: state, services and endpoint put together. */
public final class Gate implements AutoCloseable {
  private static final int LAST_USE_SECONDS = 60;

  private final Journal journal;
  private final @Nullable TrailFolder trail;
  private final State state;
  private final Endpoint endpoint;
  private final HttpServer server;
  private final Seed seed;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Gate::daemon);
  private final AtomicBoolean closed = new AtomicBoolean();

  private Gate(
      Journal journal,
      @Nullable TrailFolder trail,
      State state,
      Endpoint endpoint,
      HttpServer server,
      Seed seed,
      Clock clock) {
    this.journal = journal;
    this.trail = trail;
    this.state = state;
    this.endpoint = endpoint;
    this.server = server;
    this.seed = seed;
    this.clock = clock;
  }

  /**
   * Opens the state and begins to listen.
   *
   * @param faults hears of our own failures
   * @throws IOException with one sentence if the state cannot be read or the port cannot be had
   */
  public static Gate start(GateOptions options, Clock clock, Consumer<Throwable> faults)
      throws IOException {
    Journal journal = Journal.MEMORY;
    Vault vault = Vault.inMemory();
    if (options.folder() != null) {
      journal = FileJournal.open(options.folder(), "state.journal");
    }
    try {
      if (options.folder() != null) {
        vault = Vault.of(options.folder().resolve("master.key"));
      }
      return start(options, journal, vault, clock, new ShiftedClock(clock), faults);
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static Gate start(
      GateOptions options,
      Journal journal,
      Vault vault,
      Clock signing,
      ShiftedClock clock,
      Consumer<Throwable> faults)
      throws IOException {
    State state = State.open(journal);
    Ids ids = new Ids();
    SecondFactor factor = new SecondFactor(state, vault, signing);
    DigestSigner signer = new DigestSigner(state, vault);
    EventHistory history = new EventHistory();
    Seed seed = new Seed(state, vault, ids, history, clock);
    TrailFolder trail =
        options.trail() == null
            ? null
            : TrailFolder.open(options.trail(), options.slot(), signer, clock.instant());
    try {
      List<Service> services =
          List.of(
              Iam.service(vault, ids, factor),
              Sts.service(vault, ids, factor, new ProviderKeys(options.providerKeys())),
              Organizations.service(ids),
              CloudTrail.service(history, signer, trail != null),
              Accounts.service());
      Endpoint endpoint =
          new Endpoint(
              state,
              new Authenticator(state, vault, signing),
              vault,
              new Authorizer(state),
              services,
              new Recorder(history, trail),
              options.upstream(),
              options.controls() ? new Controls(clock::move, seed::again) : null,
              clock,
              faults);
      HttpServer server = new HttpServer(options.host(), options.port(), endpoint::answer);
      Gate gate = new Gate(journal, trail, state, endpoint, server, seed, clock);
      gate.eachSecond(faults);
      return gate;
    } catch (IOException | RuntimeException e) {
      if (trail != null) {
        trail.close(clock.instant());
      }
      throw e;
    }
  }

  /** Files of records are due by the clock, whether calls come or not. */
  private void eachSecond(Consumer<Throwable> faults) {
    AtomicInteger seconds = new AtomicInteger();
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                if (trail != null) {
                  trail.deliver(clock.instant());
                }
                if (seconds.incrementAndGet() % LAST_USE_SECONDS == 0) {
                  state.keepLastUse();
                }
              } catch (RuntimeException fault) {
                faults.accept(fault);
              }
            },
            1,
            1,
            TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gate-delivery");
    thread.setDaemon(true);
    return thread;
  }

  /** Makes accounts and first users. */
  public Seed seed() {
    return seed;
  }

  State state() {
    return state;
  }

  /** Answers a request that did not come over the socket. */
  HttpAnswer answer(HttpCall http) {
    return endpoint.answer(http);
  }

  public int port() {
    return server.port();
  }

  /** Stops listening, delivers what was recorded, closes the state; more than once does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    server.close();
    timer.shutdown();
    if (trail != null) {
      trail.close(clock.instant());
    }
    state.keepLastUse();
    journal.close();
  }
}
