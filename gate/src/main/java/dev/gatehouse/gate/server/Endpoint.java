package dev.gatehouse.gate.server;

import dev.gatehouse.gate.access.Authorizer;
import dev.gatehouse.gate.caller.Authenticator;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Constraints;
import dev.gatehouse.gate.model.OperationModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Notes;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.other.OtherServices;
import dev.gatehouse.gate.record.Recorder;
import dev.gatehouse.gate.signature.SignatureCheck;
import dev.gatehouse.gate.signature.SignedCall;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.JsonProtocol;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request's way: which operation it is, who signed it, whether its input is well formed,
 * whether policies allow it, what it answers, and the record of it.
 */
public final class Endpoint {
  /** Services that are in one place in each partition. */
  private static final Map<String, String> GLOBAL =
      Map.of("iam", "us-east-1", "organizations", "us-east-1");

  private final State state;
  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final Router router;
  private final SignIn signIn;
  private final OtherServices others;
  private final @Nullable Controls controls;
  private final Recorder recorder;
  private final Clock clock;
  private final Consumer<Throwable> faults;

  /**
   * An endpoint.
   *
   * @param upstream answers what the gate does not; null when there is none
   * @param controls null when nobody may control the gate from outside
   * @param faults hears of our own failures, which callers see as an internal failure
   */
  public Endpoint(
      State state,
      Authenticator authenticator,
      Vault vault,
      Authorizer authorizer,
      List<Service> services,
      Recorder recorder,
      @Nullable URI upstream,
      @Nullable Controls controls,
      Clock clock,
      Consumer<Throwable> faults) {
    this.state = state;
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.router = new Router(services);
    this.signIn = new SignIn(state, authenticator, vault, recorder, clock);
    this.others =
        new OtherServices(
            state,
            authenticator,
            authorizer,
            vault,
            recorder,
            services.stream().map(each -> each.model().service()).collect(Collectors.toSet()),
            upstream);
    this.controls = controls;
    this.recorder = recorder;
    this.clock = clock;
    this.faults = faults;
  }

  /** Answers one request; never throws. */
  public HttpAnswer answer(HttpCall http) {
    String requestId = UUID.randomUUID().toString();
    Route route = null;
    try {
      if (http.path().equals(SignIn.PATH) && http.method().equals("GET")) {
        return signIn.answer(http);
      }
      if (controls != null && http.path().startsWith(Controls.PATH)) {
        return controls.answer(http);
      }
      route = router.route(http);
      if (route == null) {
        return others.answer(http, requestId, clock.instant());
      }
      return route
          .protocol()
          .answer(answerable(route), answered(route, http, requestId), requestId);
    } catch (AwsException refused) {
      return error(route, refused, requestId);
    } catch (RuntimeException | StackOverflowError fault) {
      faults.accept(fault);
      AwsException failure =
          new AwsException(
              500,
              "InternalFailure",
              "The request processing has failed because of an unknown error, exception or"
                  + " failure.");
      return error(route, failure, requestId);
    }
  }

  private static OperationModel answerable(Route route) {
    OperationModel operation = route.service().model().operation(route.operation());
    return operation == null
        ? new OperationModel(route.operation(), "POST", "/", null, null, null, false)
        : operation;
  }

  private Structure answered(Route route, HttpCall http, String requestId) {
    Instant now = clock.instant();
    OperationModel operation = route.service().model().operation(route.operation());
    SignedCall signed = SignedCall.read(http);
    Identity identity = null;
    if (operation == null || !operation.unsigned()) {
      identity = authenticate(route, http, signed, now);
    }
    String region = signed == null ? "us-east-1" : signed.scope().region();
    Structure input = route.input().get();
    OperationModel known = answerable(route);
    Call call =
        new Call(
            route.service().model().service(),
            known,
            input,
            identity,
            http,
            region,
            now,
            requestId,
            state,
            authorizer,
            new Notes());
    try {
      Constraints.check(route.service().model(), route.service().model().input(known), input);
      Structure output = run(route.service(), call);
      recorder.succeeded(route.service().model(), call, output);
      return output;
    } catch (AwsException refused) {
      recorder.refused(route.service().model(), call, refused);
      throw refused;
    }
  }

  private Identity authenticate(
      Route route, HttpCall http, @Nullable SignedCall signed, Instant now) {
    if (signed == null) {
      throw new AwsException(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    String service = route.service().model().service();
    SignatureCheck.checkScope(signed, service, GLOBAL.getOrDefault(service, ""));
    String payloadHash = SignatureCheck.payloadHash(http.body());
    Identity identity =
        state.read(() -> authenticator.authenticate(http, signed, payloadHash, now));
    authenticator.used(identity, now, signed);
    return identity;
  }

  private Structure run(Service service, Call call) {
    // A code that is shown is used up, whatever the operation.
    boolean reads = service.onlyReads(call.name()) && !call.input().has("TokenCode");
    return reads ? state.read(() -> service.answer(call)) : state.write(() -> service.answer(call));
  }

  private static HttpAnswer error(@Nullable Route route, AwsException error, String requestId) {
    return route == null
        ? JsonProtocol.error(error, requestId, "application/json")
        : route.protocol().error(error, requestId);
  }
}
