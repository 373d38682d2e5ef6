package dev.gatehouse.core.baseline.feature;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Cidr;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.ReadDocuments;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a call into the {@link Features} of one of its subjects: network, country, tool, region,
 * action and so on. Networks are named by the estate; texts are cut to {@value #VALUE_MAX}
 * characters, since they come from the caller's hand.
 *
 * <p>The same texts come again and again, so what is made of them is cached; the same text always
 * gives the same. Safe for use by several threads.
 */
public final class FeatureExtractor {
  private static final int KEPT_MAX = 20_000;
  private static final int PREFIX_BITS_4 = 24;
  private static final int PREFIX_BITS_6 = 48;
  private static final int VALUE_MAX = 256;

  /** How long after its issue the first calls of a session are looked at. */
  private static final long AFTER_ASSUME_SECONDS = 300;

  /** Services of which every call is recorded in one region of the partition. */
  private static final Set<String> GLOBAL =
      Set.of(
          "iam",
          "organizations",
          "account",
          "cloudfront",
          "route53",
          "route53domains",
          "support",
          "health",
          "globalaccelerator",
          "waf",
          "shield",
          "budgets",
          "ce",
          "signin");

  private final Estate estate;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final Map<String, String> words = new ConcurrentHashMap<>();
  private final Map<String, String> tools = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> actions = new ConcurrentHashMap<>();

  private record Place(@Nullable String network, @Nullable String country, @Nullable String asn) {
    static final Place NONE = new Place(null, null, null);
  }

  public FeatureExtractor(Estate estate) {
    this.estate = estate;
  }

  /** The features of a call, as far as they concern its subject of this kind. */
  public Features features(Activity in, Subject.Kind kind) {
    TrailEvent event = in.event();
    boolean assumes = RoleAssumption.is(event);
    boolean early = isEarly(in);
    Features seen =
        new Features(
            new CallCounts(
                1,
                assumes ? 1 : 0,
                early && kind == Subject.Kind.IDENTITY ? 1 : 0,
                isRefused(event) ? 1 : 0));
    place(seen, event);
    seen.with(Feature.TOOL, tool(event));
    seen.with(Feature.REGION, region(event));
    if (kind == Subject.Kind.TARGET) {
      seen.with(Feature.CALLER, caller(in));
    } else {
      String service = service(event);
      String action = action(service, event.eventName());
      seen.with(Feature.SERVICE, service).with(Feature.ACTION, action);
      seen.with(Feature.DEPTH, Integer.toString(in.lineage().depth()));
      if (early && kind == Subject.Kind.IDENTITY) {
        seen.with(Feature.CALL_AFTER_ASSUME, action);
      }
    }
    if (assumes) {
      seen.with(Feature.ASSUMED_FROM, assumedFrom(event, seen.value(Feature.NETWORK)));
      assumption(seen, event, kind);
    } else if (event.userIdentity().session() != null) {
      seen.with(Feature.SOURCE_IDENTITY, cut(event.userIdentity().session().sourceIdentity()));
    }
    return seen;
  }

  private void assumption(Features seen, TrailEvent event, Subject.Kind kind) {
    var request = ReadDocuments.object(event.requestParameters());
    String target = Json.text(request, "roleArn");
    if (kind != Subject.Kind.TARGET && target != null) {
      seen.with(Feature.TARGET_ROLE, shared(target));
      seen.with(Feature.TARGET_ACCOUNT, shared(RoleAssumption.account(target)));
    }
    String name = Json.text(request, "roleSessionName");
    seen.with(Feature.SESSION_NAME, name == null ? null : shared(SessionName.shape(name)));
    seen.with(Feature.SOURCE_IDENTITY, cut(Json.text(request, "sourceIdentity")));
    seen.with(Feature.DURATION, duration(Json.text(request, "durationSeconds")));
  }

  private static String duration(@Nullable String seconds) {
    int asked = RoleAssumption.seconds(seconds);
    if (asked < 0) {
      return "not asked for";
    }
    return asked <= 900
        ? "15 minutes"
        : asked <= 3600 ? "up to 1 hour" : asked <= 14_400 ? "up to 4 hours" : "up to 12 hours";
  }

  /** Who assumes the role: the origin, or else the identity that acts. */
  private static String caller(Activity in) {
    Subject origin = Subject.of(Subject.Kind.ORIGIN, in);
    return origin != null ? origin.name() : in.identity();
  }

  private static boolean isEarly(Activity in) {
    List<Hop> hops = in.lineage().hops();
    if (hops.isEmpty() || hops.get(0).issuedAt() == null) {
      return false;
    }
    String call = hops.get(0).call();
    Instant issued = hops.get(0).issuedAt();
    return call != null
        && call.startsWith("AssumeRole")
        && !in.event().time().isAfter(issued.plusSeconds(AFTER_ASSUME_SECONDS));
  }

  private static boolean isRefused(TrailEvent event) {
    String error = event.errorCode();
    return error != null && (error.contains("AccessDenied") || error.contains("Unauthorized"));
  }

  private void place(Features seen, TrailEvent event) {
    String address = event.sourceIPAddress();
    Place place = address == null ? Place.NONE : kept(places, address, unknown -> placeOf(unknown));
    seen.with(
        Feature.NETWORK,
        event.vpcEndpointId() != null ? cut(event.vpcEndpointId()) : place.network());
    seen.with(Feature.COUNTRY, place.country());
    seen.with(Feature.ASN, place.asn());
  }

  /** Through an endpoint, from a private address, or by the organization's own way out. */
  private @Nullable String assumedFrom(TrailEvent event, @Nullable String network) {
    String address = event.sourceIPAddress();
    if (event.vpcEndpointId() != null) {
      return Feature.OWN_NETWORK;
    }
    if (address == null || !Address.is(address)) {
      return null;
    }
    boolean own = estate.network(address).filter(known -> known.kind().own()).isPresent();
    return own || Address.isPrivate(address) ? Feature.OWN_NETWORK : network;
  }

  private Place placeOf(String address) {
    if (!Address.is(address)) {
      return Place.NONE;
    }
    Optional<Network> known = estate.network(address);
    if (known.isEmpty()) {
      return Address.isPrivate(address)
          ? new Place("private", null, null)
          : new Place(
              text(Cidr.around(address, PREFIX_BITS_4, PREFIX_BITS_6), address), null, null);
    }
    Network network = known.get();
    return new Place(
        text(network.cidr(), address),
        network.country(),
        network.asn() == null ? null : "AS" + network.asn());
  }

  private static String text(@Nullable Cidr cidr, String address) {
    return cidr == null ? address : cidr.toText();
  }

  private @Nullable String tool(TrailEvent event) {
    String agent = event.userAgent();
    return agent == null
        ? null
        : kept(tools, agent, unknown -> String.valueOf(ToolFamily.family(unknown)));
  }

  private static String service(TrailEvent event) {
    String source = event.eventSource();
    int dot = source.indexOf('.');
    return limited(dot < 0 ? source : source.substring(0, dot));
  }

  private String action(String service, String call) {
    return kept(
        kept(actions, service, unknown -> new ConcurrentHashMap<>()),
        call,
        unknown -> limited(service + ":" + call));
  }

  private static @Nullable String region(TrailEvent event) {
    String source = event.eventSource();
    if (source.equals("sts.amazonaws.com")) {
      String served = event.additional("RequestDetails", "awsServingRegion");
      // The global endpoint is recorded in us-east-1, wherever the caller is.
      return served != null || !"us-east-1".equals(event.awsRegion())
          ? served != null ? cut(served) : event.awsRegion()
          : null;
    }
    int dot = source.indexOf('.');
    return dot > 0 && GLOBAL.contains(source.substring(0, dot)) ? null : event.awsRegion();
  }

  /** One text for all subjects that have the value. */
  private @Nullable String shared(@Nullable String text) {
    return text == null ? null : kept(words, text, FeatureExtractor::limited);
  }

  private static <T> T kept(Map<String, T> kept, String text, Function<String, T> make) {
    T known = kept.get(text);
    if (known == null) {
      if (kept.size() >= KEPT_MAX) {
        kept.clear();
      }
      known = make.apply(text);
      kept.put(text, known);
    }
    return known;
  }

  /** Values come from the caller's hand, so none is longer than the memory can take. */
  private static @Nullable String cut(@Nullable String text) {
    return text == null ? null : limited(text);
  }

  private static String limited(String text) {
    return text.length() <= VALUE_MAX ? text : text.substring(0, VALUE_MAX);
  }
}
