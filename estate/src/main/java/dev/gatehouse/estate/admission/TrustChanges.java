package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.trail.TrailEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who gave roles their trust policies, as a trail shows it: CreateRole and UpdateAssumeRolePolicy
 * that succeeded, in the order of their time.
 *
 * <p>A snapshot that is newer than a record has its change already, and what was there before is
 * then known from an earlier record or not at all. At most {@value #CHANGES_MAX} changes a role are
 * kept, the latest; what came before them counts as unknown.
 */
public final class TrustChanges {
  static final int CHANGES_MAX = 100;

  private final Map<String, List<TrustChange>> changes = new HashMap<>();

  /**
   * Takes the next record, in the order of time.
   *
   * @param inventory what was there before it, as far as is known
   * @return the change; empty for a record of something else
   */
  public Optional<TrustChange> take(TrailEvent event, Inventory inventory) {
    boolean made = event.eventName().equals("CreateRole");
    boolean updated = event.eventName().equals("UpdateAssumeRolePolicy");
    if (!event.eventSource().equals("iam.amazonaws.com")
        || !event.succeeded()
        || (!made && !updated)
        || event.requestParameters() == null) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> request = Json.object(event.requestParameters());
    String name = Json.text(request, "roleName");
    String account = event.recipientAccountId();
    if (name == null || account == null) {
      return Optional.empty();
    }
    IamRole known = inventory.account(account).flatMap(each -> each.role(name)).orElse(null);
    String arn = arn(event, account, name, known);
    List<TrustChange> earlier = changes.computeIfAbsent(arn, key -> new ArrayList<>());
    Policy after =
        document(Json.text(request, made ? "assumeRolePolicyDocument" : "policyDocument"), arn);
    Policy before = made ? null : before(event, inventory, known, earlier, after);
    String actor = event.userIdentity().arn();
    TrustChange change =
        new TrustChange(
            arn, event.id(), event.time(), actor == null ? "" : actor, before, after, made);
    if (earlier.size() == CHANGES_MAX) {
      earlier.remove(0);
    }
    earlier.add(change);
    return Optional.of(change);
  }

  private static String arn(
      TrailEvent event, String account, String name, @Nullable IamRole known) {
    if (known != null) {
      return known.arn();
    }
    String told =
        event.responseElements() == null
            ? null
            : Json.text(event.responseElements(), "role", "arn");
    return told == null ? Arn.iam(event.partition(), account, "role/" + name) : told;
  }

  /**
   * What was there before. A snapshot that has what the record wrote was most likely taken after
   * it, though it tells of nothing newer.
   */
  private static @Nullable Policy before(
      TrailEvent event,
      Inventory inventory,
      @Nullable IamRole known,
      List<TrustChange> earlier,
      Policy after) {
    if (!earlier.isEmpty()) {
      return earlier.get(earlier.size() - 1).after();
    }
    boolean older =
        inventory
            .account(String.valueOf(event.recipientAccountId()))
            .map(each -> each.asOf() == null || event.time().isAfter(each.asOf()))
            .orElse(false);
    return known == null || !older || known.trust().opaque() || areAlike(known.trust(), after)
        ? null
        : known.trust();
  }

  /** Whether two documents say the same in the same words. */
  private static boolean areAlike(Policy one, Policy other) {
    return text(one).equals(text(other));
  }

  private static List<String> text(Policy policy) {
    return policy.statements().stream().map(each -> JsonWriter.pretty(each.source())).toList();
  }

  private static Policy document(@Nullable String text, String arn) {
    if (text == null) {
      return Policy.unknown("trust policy of " + arn);
    }
    try {
      boolean encoded = text.startsWith("%7B") || text.startsWith("%7b");
      return Policy.parse(
          "trust policy", encoded ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text);
    } catch (PolicyException | IllegalArgumentException unreadable) {
      return Policy.unknown("trust policy of " + arn);
    }
  }

  /** All changes, in the order of time. */
  public List<TrustChange> all() {
    return changes.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(TrustChange::time).thenComparing(TrustChange::eventId))
        .toList();
  }

  /** The changes of a role, in the order of time; empty where the trail shows none. */
  public List<TrustChange> of(String roleArn) {
    return List.copyOf(changes.getOrDefault(roleArn, List.of()));
  }

  /**
   * The change that brought a principal into the trust policy as it is now; empty where it was
   * there before the trail, or nobody can tell.
   *
   * @param type the key it stands under, such as {@code AWS}
   */
  public Optional<TrustChange> addedBy(String roleArn, String type, String principal) {
    return addedBy(changes.getOrDefault(roleArn, List.of()), type, principal);
  }

  /** The same of the changes of one role, in the order of time. */
  public static Optional<TrustChange> addedBy(
      List<TrustChange> changes, String type, String principal) {
    TrustChange found = null;
    for (TrustChange change : changes) {
      boolean after = names(change.after(), type, principal);
      boolean before = change.before() != null && names(change.before(), type, principal);
      if (!after) {
        found = null;
      } else if (!before && (change.before() != null || change.madeRole())) {
        found = change;
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean names(Policy policy, String type, String principal) {
    return policy.statements().stream()
        .filter(each -> each.effect() == Effect.ALLOW && each.principal() != null)
        .flatMap(each -> each.principal().entries().stream())
        .anyMatch((Entry each) -> each.type().equals(type) && each.value().equals(principal));
  }
}
