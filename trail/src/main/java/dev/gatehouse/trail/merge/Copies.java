package dev.gatehouse.trail.merge;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.CanonicalJson;
import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether one event is a lossy copy of another of the same id and time: it was rewritten, and says
 * nothing that the other contradicts. What a whole record does not have was not there, so a copy of
 * it has nothing more; of two rewritten ones each may have what the other lost.
 */
final class Copies {
  private static final List<Function<TrailEvent, @Nullable String>> TEXTS =
      List.of(
          TrailEvent::awsRegion,
          TrailEvent::sourceIPAddress,
          TrailEvent::userAgent,
          TrailEvent::errorCode,
          TrailEvent::errorMessage,
          TrailEvent::recipientAccountId,
          TrailEvent::sharedEventID,
          TrailEvent::vpcEndpointId);

  private static final List<Function<UserIdentity, @Nullable String>> IDENTITY =
      List.of(
          UserIdentity::principalId,
          UserIdentity::arn,
          UserIdentity::accountId,
          UserIdentity::accessKeyId,
          UserIdentity::userName,
          UserIdentity::invokedBy,
          UserIdentity::invokedByDelegateAccountId,
          UserIdentity::identityProvider,
          UserIdentity::credentialId,
          UserIdentity::onBehalfOfUserId,
          UserIdentity::onBehalfOfIdentityStoreArn,
          UserIdentity::inScopeOf);

  private static final List<Function<SessionContext, @Nullable Object>> SESSION =
      List.of(
          SessionContext::issuerType,
          SessionContext::issuerPrincipalId,
          SessionContext::issuerArn,
          SessionContext::issuerAccountId,
          SessionContext::issuerUserName,
          SessionContext::creationDate,
          SessionContext::mfaAuthenticated,
          SessionContext::federatedProvider,
          SessionContext::sourceIdentity,
          SessionContext::ec2RoleDelivery,
          SessionContext::signInSessionArn);

  private static final List<Function<TrailEvent, @Nullable String>> DOCUMENTS =
      List.of(
          TrailEvent::requestParameters,
          TrailEvent::responseElements,
          TrailEvent::additionalEventData,
          TrailEvent::resources,
          TrailEvent::serviceEventDetails);

  private final boolean bothLossy;

  private Copies(boolean bothLossy) {
    this.bothLossy = bothLossy;
  }

  /** Whether {@code lossy} tells of the call that {@code kept} tells of, and nothing more. */
  static boolean isCopy(TrailEvent lossy, TrailEvent kept) {
    return lossy.fidelity() == Fidelity.PARTIAL
        && new Copies(kept.fidelity() == Fidelity.PARTIAL).agree(lossy, kept);
  }

  /** How much an event says: of two copies the fuller one is kept. */
  static int fullness(TrailEvent event) {
    int said = event.userIdentity().type().equals("Unknown") ? 0 : 1;
    for (Function<TrailEvent, @Nullable String> text : TEXTS) {
      said += text.apply(event) == null ? 0 : 1;
    }
    for (Function<UserIdentity, @Nullable String> text : IDENTITY) {
      said += text.apply(event.userIdentity()) == null ? 0 : 1;
    }
    SessionContext session = event.userIdentity().session();
    if (session != null) {
      for (Function<SessionContext, @Nullable Object> part : SESSION) {
        said += part.apply(session) == null ? 0 : 1;
      }
    }
    for (Function<TrailEvent, @Nullable String> document : DOCUMENTS) {
      String text = document.apply(event);
      said += text == null ? 0 : 2 + text.length() / 64;
    }
    return said;
  }

  private boolean agree(TrailEvent lossy, TrailEvent kept) {
    return lossy.eventName().equals(kept.eventName())
        && lossy.eventSource().equals(kept.eventSource())
        // What does not say is read as the usual one.
        && (lossy.eventType().equals(kept.eventType())
            || lossy.eventType().equals("AwsApiCall")
            || (bothLossy && kept.eventType().equals("AwsApiCall")))
        && TEXTS.stream().allMatch(text -> agree(text.apply(lossy), text.apply(kept)))
        && agree(lossy.userIdentity(), kept.userIdentity())
        && DOCUMENTS.stream()
            .allMatch(document -> documents(document.apply(lossy), document.apply(kept)));
  }

  private boolean agree(UserIdentity lossy, UserIdentity kept) {
    boolean types =
        lossy.type().equals(kept.type())
            || lossy.type().equals("Unknown")
            || (bothLossy && kept.type().equals("Unknown"));
    return types
        && IDENTITY.stream().allMatch(text -> agree(text.apply(lossy), text.apply(kept)))
        && agree(lossy.session(), kept.session());
  }

  private boolean agree(@Nullable SessionContext lossy, @Nullable SessionContext kept) {
    if (lossy == null) {
      return true;
    }
    return kept == null
        ? bothLossy || SESSION.stream().allMatch(part -> part.apply(lossy) == null)
        : SESSION.stream().allMatch(part -> agree(part.apply(lossy), part.apply(kept)));
  }

  private boolean agree(@Nullable Object lossy, @Nullable Object kept) {
    return lossy == null || (kept == null ? bothLossy : lossy.equals(kept));
  }

  private boolean documents(@Nullable String lossy, @Nullable String kept) {
    if (lossy == null || lossy.equals(kept)) {
      return true;
    }
    return kept == null ? bothLossy : values(tree(lossy), tree(kept));
  }

  private static @Nullable Object tree(String document) {
    try {
      return Json.tree(document);
    } catch (IllegalArgumentException notJson) {
      return document;
    }
  }

  private boolean values(@Nullable Object lossy, @Nullable Object kept) {
    if (lossy == null || kept == null) {
      return lossy == null || bothLossy;
    }
    if (lossy instanceof Map<?, ?> some && kept instanceof Map<?, ?> all) {
      for (Map.Entry<?, ?> member : some.entrySet()) {
        boolean there = all.containsKey(member.getKey());
        if (there
            ? !values(member.getValue(), all.get(member.getKey()))
            : !bothLossy && member.getValue() != null) {
          return false;
        }
      }
      return true;
    }
    if (lossy instanceof List<?> some && kept instanceof List<?> all) {
      for (int i = 0; i < Math.min(some.size(), all.size()); i++) {
        if (!values(some.get(i), all.get(i))) {
          return false;
        }
      }
      return some.size() == all.size();
    }
    // A table writes numbers, truth values and whole structures as text.
    String said = String.valueOf(lossy);
    if (kept instanceof Map<?, ?> || kept instanceof List<?>) {
      return lossy instanceof String
          && CanonicalJson.of(said).equals(CanonicalJson.of(JsonWriter.line(kept)));
    }
    return said.equals(String.valueOf(kept))
        || (kept instanceof Number
            && CanonicalJson.of(said).equals(CanonicalJson.of(kept.toString())));
  }
}
