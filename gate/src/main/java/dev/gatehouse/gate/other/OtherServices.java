package dev.gatehouse.gate.other;

import dev.gatehouse.gate.access.Authorizer;
import dev.gatehouse.gate.access.Circumstances;
import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Authenticator;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceIndex;
import dev.gatehouse.gate.model.ServiceIndex.Listed;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.other.NeededActions.Needed;
import dev.gatehouse.gate.record.Recorder;
import dev.gatehouse.gate.signature.SignatureCheck;
import dev.gatehouse.gate.signature.SignedCall;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.language.Policy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every call that is for none of the gate's own services: authenticated, authorized and recorded
 * like them, then answered by the upstream, in a small way here, or not at all.
 */
public final class OtherServices {
  /** Services that pass a role on to the principal of their own name. */
  private static final Set<String> PASS_TO_THEMSELVES =
      Set.of(
          "ec2", "lambda", "glue", "states", "sagemaker", "cloudformation", "codebuild", "events");

  private final State state;
  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final Vault vault;
  private final Recorder recorder;
  private final Set<String> own;
  private final @Nullable Upstream upstream;
  private final Map<String, BuiltIn> builtIns = BuiltIn.all();

  /**
   * All other services.
   *
   * @param own the signing names of the gate's own services
   * @param upstream null when there is none
   */
  public OtherServices(
      State state,
      Authenticator authenticator,
      Authorizer authorizer,
      Vault vault,
      Recorder recorder,
      Set<String> own,
      @Nullable URI upstream) {
    this.state = state;
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.vault = vault;
    this.recorder = recorder;
    this.own = Set.copyOf(own);
    this.upstream = upstream == null ? null : new Upstream(upstream);
  }

  /** Answers a call. */
  public HttpAnswer answer(HttpCall http, String requestId, Instant now) {
    String protocol = "json";
    try {
      SignedCall signed = SignedCall.read(http);
      if (signed == null) {
        throw new AwsException(
            403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      }
      protocol = protocol(signed.scope().service());
      return answer(http, signed, requestId, now);
    } catch (AwsException refused) {
      return ErrorForm.of(protocol, refused, requestId);
    }
  }

  private static String protocol(String service) {
    List<Listed> services = ServiceIndex.aws().services(service);
    return services.isEmpty() ? "json" : services.get(0).protocol();
  }

  private HttpAnswer answer(HttpCall http, SignedCall signed, String requestId, Instant now) {
    String service = signed.scope().service();
    SignatureCheck.checkScope(signed, service, "");
    String hash = Payload.hash(http, signed);
    Identity caller = state.read(() -> authenticator.authenticate(http, signed, hash, now));
    authenticator.used(caller, now, signed);
    OtherCall call = own.contains(service) ? null : OperationFinder.find(http, service);
    if (call == null) {
      throw new AwsException(
          own.contains(service) ? 400 : 501,
          own.contains(service) ? "InvalidAction" : "NotImplemented",
          "The gate does not know which operation of " + shown(service) + " this is.");
    }
    return new Attempt(http, signed, caller, call, requestId, now).answer();
  }

  private static String shown(String service) {
    return service.substring(0, Math.min(service.length(), 64));
  }

  /** One call of a known caller. */
  private final class Attempt {
    private final HttpCall http;
    private final SignedCall signed;
    private final Identity caller;
    private final OtherCall call;
    private final String requestId;
    private final Instant now;
    private final String region;
    private final @Nullable Action action;

    /** What the call is about, once that is known. */
    private @Nullable String resource;

    private String owner;

    Attempt(
        HttpCall http,
        SignedCall signed,
        Identity caller,
        OtherCall call,
        String requestId,
        Instant now) {
      this.http = http;
      this.signed = signed;
      this.caller = caller;
      this.call = call;
      this.requestId = requestId;
      this.now = now;
      this.region = signed.scope().region();
      this.action = NeededActions.action(call);
      this.owner = caller.account();
    }

    HttpAnswer answer() {
      try {
        HttpAnswer answer = run();
        record(null);
        return answer;
      } catch (AwsException refused) {
        record(refused);
        throw refused;
      }
    }

    private HttpAnswer run() {
      if (upstream != null) {
        state.read(
            () -> {
              authorize();
              return true;
            });
        return upstream.answer(http, signed);
      }
      Supplier<HttpAnswer> work =
          () -> {
            authorize();
            return builtIn();
          };
      boolean changes = action == null || action.level().changes();
      return changes ? state.write(work) : state.read(work);
    }

    private HttpAnswer builtIn() {
      BuiltIn answer = builtIns.get(call.service().name() + ":" + call.operation());
      if (answer == null) {
        throw new AwsException(
            501,
            "NotImplemented",
            "The gate does not answer "
                + call.service().name()
                + ":"
                + call.operation()
                + "; `--upstream` names an emulator that does.");
      }
      return answer.answer(
          new BuiltIn.Request(
              call, http, caller, resource, owner, region, now, requestId, state, vault));
    }

    private void authorize() {
      List<Needed> needed = NeededActions.of(call, http, region, caller.account());
      if (needed.isEmpty()) {
        throw denied(
            "The gate does not know which actions "
                + call.service().name()
                + ":"
                + call.operation()
                + " needs, and so allows none.");
      }
      for (Needed each : needed) {
        authorize(each);
      }
    }

    private void authorize(Needed needed) {
      String arn = needed.resource() == null ? "*" : found(needed.resource());
      String account = account(arn);
      if (resource == null && !arn.equals("*") && !needed.action().equals("iam:PassRole")) {
        resource = arn;
        owner = account;
      }
      Permission permission =
          new Permission(
              needed.action(), arn, arn, account, policy(arn, account), keys(needed), true);
      Circumstances circumstances = new Circumstances(caller, http, region, now);
      authorizer.require(circumstances, permission);
      if (needed.resource() == null && authorizer.mayDeny(circumstances, permission)) {
        throw denied(
            "The gate does not know which resource "
                + needed.action()
                + " is about, and some policy denies it on one.");
      }
    }

    /** Secrets are named without the letters that AWS adds to their ARN. */
    private String found(String arn) {
      if (arn.contains(":secret:")) {
        Holdings holdings = state.account(NeededActions.owner(arn, caller.account()));
        if (holdings != null && holdings.get(Kind.RESOURCE, arn) == null) {
          for (Structure each : holdings.all(Kind.RESOURCE)) {
            if (each.need("Arn").matches(java.util.regex.Pattern.quote(arn) + "-\\w{6}")) {
              return each.need("Arn");
            }
          }
        }
      }
      return arn;
    }

    /** The account that an ARN names; for buckets the one that has it. */
    private String account(String arn) {
      Arn parsed = Arn.parse(arn);
      if (parsed != null && AccountId.is(parsed.account())) {
        return parsed.account();
      }
      if (arn.startsWith("arn:aws:s3:::")) {
        String bucket = bucket(arn);
        for (Holdings each : state.accounts()) {
          if (each.get(Kind.RESOURCE, bucket) != null) {
            return each.owner();
          }
        }
      }
      return caller.account();
    }

    private String bucket(String arn) {
      int slash = arn.indexOf('/');
      return slash < 0 ? arn : arn.substring(0, slash);
    }

    private @Nullable Policy policy(String arn, String account) {
      Holdings holdings = state.account(account);
      boolean s3 = arn.startsWith("arn:aws:s3:::");
      Structure item =
          holdings == null ? null : holdings.get(Kind.RESOURCE, s3 ? bucket(arn) : arn);
      String policy = item == null ? null : item.text("Policy");
      return policy == null ? null : authorizer.gathering().document("resource policy", policy);
    }

    /** What nobody here knows of a service's own condition keys is unknown, not absent. */
    private Context keys(Needed needed) {
      Context.Builder keys = new Context.Builder();
      String prefix = needed.action().substring(0, needed.action().indexOf(':'));
      keys.unknown(prefix + ":*");
      if (upstream != null) {
        keys.unknown("aws:ResourceTag/*").unknown("aws:RequestTag/*").unknown("aws:TagKeys");
      }
      if (needed.action().equals("s3:ListBucket")) {
        for (String name : List.of("prefix", "delimiter", "max-keys")) {
          String value = call.text(name);
          if (value == null) {
            keys.absent("s3:" + name);
          } else {
            keys.put("s3:" + name, value);
          }
        }
      }
      if (needed.action().equals("iam:PassRole")
          && PASS_TO_THEMSELVES.contains(call.service().name())) {
        keys.put("iam:PassedToService", call.service().name() + ".amazonaws.com");
      }
      return keys.build();
    }

    private AwsException denied(String message) {
      return new AwsException(403, "AccessDenied", message);
    }

    private void record(@Nullable AwsException error) {
      recorder.other(
          Events.of(call, action, resource, owner, region, now, requestId), caller, http, error);
    }
  }
}
