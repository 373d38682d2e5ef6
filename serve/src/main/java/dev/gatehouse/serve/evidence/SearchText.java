package dev.gatehouse.serve.evidence;

import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a record can be found by. */
final class SearchText {
  /** Tokens, certificates and the like: nobody looks for them, and nobody is to find them. */
  private static final Pattern LONG = Pattern.compile("[^\\s\",:{}\\[\\]]{200,}");

  private static final int CHARS_MAX = 20_000;

  private final StringBuilder text = new StringBuilder();

  private SearchText() {}

  static String of(TrailEvent event) {
    SearchText text = new SearchText();
    text.add(event.eventSource());
    text.add(event.eventName());
    text.add(event.awsRegion());
    text.add(event.recipientAccountId());
    text.add(event.sourceIPAddress());
    text.add(event.userAgent());
    text.add(event.errorCode());
    text.add(event.errorMessage());
    text.add(event.sharedEventID());
    text.identity(event.userIdentity());
    text.document(event.requestParameters());
    text.document(event.responseElements());
    text.document(event.resources());
    text.document(event.additionalEventData());
    text.document(event.serviceEventDetails());
    return text.toString();
  }

  private void identity(UserIdentity identity) {
    add(identity.principalId());
    add(identity.arn());
    add(identity.accountId());
    add(identity.accessKeyId());
    add(identity.userName());
    add(identity.invokedBy());
    add(identity.onBehalfOfUserId());
    SessionContext session = identity.session();
    if (session != null) {
      add(session.issuerArn());
      add(session.issuerPrincipalId());
      add(session.sourceIdentity());
    }
  }

  private void document(@Nullable String json) {
    if (json != null) {
      add(LONG.matcher(Credentials.masked(json)).replaceAll(""));
    }
  }

  private void add(@Nullable String value) {
    if (value != null && text.length() < CHARS_MAX) {
      text.append(value, 0, Math.min(value.length(), CHARS_MAX - text.length())).append(' ');
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
