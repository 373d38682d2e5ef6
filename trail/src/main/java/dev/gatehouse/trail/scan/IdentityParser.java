package dev.gatehouse.trail.scan;

import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.UserIdentity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code userIdentity} from bytes that a {@link JsonScanner} has checked, without building a
 * tree: it notes where the members lie that are looked at, then makes texts of those.
 *
 * <p>Run once a session, that is for every seventh record or so of a busy trail.
 */
@SuppressWarnings("EnumOrdinal") // arrays by level and name
final class IdentityParser {
  /** The objects in it, each after the one that holds it. */
  private enum Level {
    IDENTITY,
    IN_SCOPE_OF,
    ON_BEHALF_OF,
    DELEGATE,
    CONTEXT,
    ISSUER,
    ATTRIBUTES,
    FEDERATION
  }

  private static final Level[] LEVELS = Level.values();

  private enum Member {
    OTHER,
    TYPE,
    PRINCIPAL_ID,
    ARN,
    ACCOUNT_ID,
    ACCESS_KEY_ID,
    USER_NAME,
    INVOKED_BY,
    IDENTITY_PROVIDER,
    CREDENTIAL_ID,
    USER_ID,
    IDENTITY_STORE_ARN,
    CREDENTIALS_ISSUED_TO,
    SOURCE_ARN,
    CREATION_DATE,
    MFA_AUTHENTICATED,
    FEDERATED_PROVIDER,
    SOURCE_IDENTITY,
    EC2_ROLE_DELIVERY,
    SIGN_IN_SESSION_ARN,
    ASSUMED_ROOT,
    IN_SCOPE_OF,
    ON_BEHALF_OF,
    INVOKED_BY_DELEGATE,
    SESSION_CONTEXT,
    SESSION_ISSUER,
    ATTRIBUTES,
    WEB_ID_FEDERATION_DATA
  }

  private static final int MEMBERS = Member.values().length;

  private static final Map<String, Member> BY_NAME =
      Map.ofEntries(
          Map.entry("type", Member.TYPE),
          Map.entry("principalId", Member.PRINCIPAL_ID),
          Map.entry("arn", Member.ARN),
          Map.entry("accountId", Member.ACCOUNT_ID),
          Map.entry("accessKeyId", Member.ACCESS_KEY_ID),
          Map.entry("userName", Member.USER_NAME),
          Map.entry("invokedBy", Member.INVOKED_BY),
          Map.entry("identityProvider", Member.IDENTITY_PROVIDER),
          Map.entry("credentialId", Member.CREDENTIAL_ID),
          Map.entry("userId", Member.USER_ID),
          Map.entry("identityStoreArn", Member.IDENTITY_STORE_ARN),
          Map.entry("credentialsIssuedTo", Member.CREDENTIALS_ISSUED_TO),
          Map.entry("sourceArn", Member.SOURCE_ARN),
          Map.entry("creationDate", Member.CREATION_DATE),
          Map.entry("mfaAuthenticated", Member.MFA_AUTHENTICATED),
          Map.entry("federatedProvider", Member.FEDERATED_PROVIDER),
          Map.entry("sourceIdentity", Member.SOURCE_IDENTITY),
          Map.entry("ec2RoleDelivery", Member.EC2_ROLE_DELIVERY),
          Map.entry("signInSessionArn", Member.SIGN_IN_SESSION_ARN),
          Map.entry("assumedRoot", Member.ASSUMED_ROOT),
          Map.entry("inScopeOf", Member.IN_SCOPE_OF),
          Map.entry("onBehalfOf", Member.ON_BEHALF_OF),
          Map.entry("invokedByDelegate", Member.INVOKED_BY_DELEGATE),
          Map.entry("sessionContext", Member.SESSION_CONTEXT),
          Map.entry("sessionIssuer", Member.SESSION_ISSUER),
          Map.entry("attributes", Member.ATTRIBUTES),
          Map.entry("webIdFederationData", Member.WEB_ID_FEDERATION_DATA));

  private final JsonScanner json;
  private final BytesCache<String> texts;
  private final BytesCache<Member> members =
      new BytesCache<>(
          256,
          64,
          (bytes, from, to) ->
              BY_NAME.getOrDefault(JsonText.unquoted(bytes, from, to), Member.OTHER));
  private final int[] from = new int[LEVELS.length * MEMBERS];
  private final int[] to = new int[LEVELS.length * MEMBERS];
  private final boolean[] empty = new boolean[LEVELS.length];
  private byte[] bytes = new byte[JsonScanner.SLACK];

  /**
   * @param json the scanner that checked the bytes and is still over them
   * @param texts for what comes again from session to session
   */
  IdentityParser(JsonScanner json, BytesCache<String> texts) {
    this.json = json;
    this.texts = texts;
  }

  /** The bytes are a JSON object that has been checked. */
  UserIdentity parse(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    for (Level level : LEVELS) {
      clear(level);
    }
    walk(from, Level.IDENTITY);
    if (empty[Level.IDENTITY.ordinal()]) {
      return UserIdentity.UNKNOWN;
    }
    Level identity = Level.IDENTITY;
    String type = text(identity, Member.TYPE);
    String issuedTo = text(Level.IN_SCOPE_OF, Member.CREDENTIALS_ISSUED_TO);
    return new UserIdentity(
        type == null ? "Unknown" : type,
        own(identity, Member.PRINCIPAL_ID),
        own(identity, Member.ARN),
        text(identity, Member.ACCOUNT_ID),
        own(identity, Member.ACCESS_KEY_ID),
        text(identity, Member.USER_NAME),
        text(identity, Member.INVOKED_BY),
        text(Level.DELEGATE, Member.ACCOUNT_ID),
        text(identity, Member.IDENTITY_PROVIDER),
        own(identity, Member.CREDENTIAL_ID),
        text(Level.ON_BEHALF_OF, Member.USER_ID),
        text(Level.ON_BEHALF_OF, Member.IDENTITY_STORE_ARN),
        issuedTo == null ? text(Level.IN_SCOPE_OF, Member.SOURCE_ARN) : issuedTo,
        session());
  }

  private @Nullable SessionContext session() {
    Level context = Level.CONTEXT;
    if (empty[context.ordinal()]) {
      return null;
    }
    return new SessionContext(
        text(Level.ISSUER, Member.TYPE),
        text(Level.ISSUER, Member.PRINCIPAL_ID),
        text(Level.ISSUER, Member.ARN),
        text(Level.ISSUER, Member.ACCOUNT_ID),
        text(Level.ISSUER, Member.USER_NAME),
        EventTime.parse(own(Level.ATTRIBUTES, Member.CREATION_DATE)),
        flag(text(Level.ATTRIBUTES, Member.MFA_AUTHENTICATED)),
        text(Level.FEDERATION, Member.FEDERATED_PROVIDER),
        text(context, Member.SOURCE_IDENTITY),
        text(context, Member.EC2_ROLE_DELIVERY),
        own(context, Member.SIGN_IN_SESSION_ARN),
        Boolean.TRUE.equals(flag(text(context, Member.ASSUMED_ROOT))));
  }

  /** Notes the members of the object at {@code at}; the position after it. */
  private int walk(int at, Level level) {
    int p = json.blanks(at + 1);
    empty[level.ordinal()] = bytes[p] == '}';
    while (bytes[p] == '"') {
      int nameEnd = json.string(p);
      Member member = members.get(bytes, p + 1, nameEnd - 1);
      int value = json.afterName(nameEnd);
      Level below = below(level, member);
      if (below != null) {
        // The last of equally named members counts, also where it says less.
        clear(below);
      }
      int end = below != null && bytes[value] == '{' ? walk(value, below) : json.value(value, 1);
      from[index(level, member)] = value;
      to[index(level, member)] = end;
      p = json.blanks(end);
      p = bytes[p] == ',' ? json.blanks(p + 1) : p;
    }
    return p + 1;
  }

  private static @Nullable Level below(Level level, Member member) {
    if (level == Level.IDENTITY) {
      return switch (member) {
        case IN_SCOPE_OF -> Level.IN_SCOPE_OF;
        case ON_BEHALF_OF -> Level.ON_BEHALF_OF;
        case INVOKED_BY_DELEGATE -> Level.DELEGATE;
        case SESSION_CONTEXT -> Level.CONTEXT;
        default -> null;
      };
    }
    if (level == Level.CONTEXT) {
      return switch (member) {
        case SESSION_ISSUER -> Level.ISSUER;
        case ATTRIBUTES -> Level.ATTRIBUTES;
        case WEB_ID_FEDERATION_DATA -> Level.FEDERATION;
        default -> null;
      };
    }
    return null;
  }

  private void clear(Level level) {
    int start = level.ordinal() * MEMBERS;
    Arrays.fill(from, start, start + MEMBERS, 0);
    empty[level.ordinal()] = true;
    if (level == Level.CONTEXT) {
      clear(Level.ISSUER);
      clear(Level.ATTRIBUTES);
      clear(Level.FEDERATION);
    }
  }

  private static int index(Level level, Member member) {
    return level.ordinal() * MEMBERS + member.ordinal();
  }

  /** The member as text, from the cache of texts; null as {@link RecordScanner#text} has it. */
  private @Nullable String text(Level level, Member member) {
    return text(level, member, true);
  }

  /** The same, for what is the session's own. */
  private @Nullable String own(Level level, Member member) {
    return text(level, member, false);
  }

  private @Nullable String text(Level level, Member member, boolean repeats) {
    int index = index(level, member);
    int at = from[index];
    int end = to[index];
    if (at == 0 || bytes[at] == 'n' || bytes[at] == '{' || bytes[at] == '[') {
      return null;
    }
    int quote = bytes[at] == '"' ? 1 : 0;
    if (quote == 1 && end - at == 2) {
      return null;
    }
    return repeats
        ? texts.get(bytes, at + quote, end - quote)
        : JsonText.unquoted(bytes, at + quote, end - quote);
  }

  /**
   * {@code "true"}, {@code "Yes"}, {@code true}: the documentation itself spells flags in many
   * ways.
   */
  static @Nullable Boolean flag(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> Boolean.TRUE;
      case "false", "no" -> Boolean.FALSE;
      default -> null;
    };
  }
}
