package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events as bytes, for temporary files and for telling equal contents: every field in the order of
 * its record, texts as UTF-8 behind their length. Not meant to outlive the process.
 */
@SuppressWarnings("EnumOrdinal") // written and read by one process
final class EventCodec {
  private static final Fidelity[] FIDELITIES = Fidelity.values();
  private static final int NULL = -1;
  private static final int TEXT_BYTES_MAX = 1 << 29;

  private EventCodec() {}

  static void write(TrailEvent event, DataOutputStream out) throws IOException {
    content(event, out);
    out.writeByte(event.fidelity().ordinal());
  }

  /** What the event says, whatever way it came. */
  static void content(TrailEvent event, DataOutputStream out) throws IOException {
    text(out, event.id());
    out.writeLong(event.time().getEpochSecond());
    text(out, event.eventSource());
    text(out, event.eventName());
    text(out, event.eventType());
    identity(out, event.userIdentity());
    text(out, event.awsRegion());
    text(out, event.sourceIPAddress());
    text(out, event.userAgent());
    text(out, event.errorCode());
    text(out, event.errorMessage());
    text(out, event.recipientAccountId());
    text(out, event.sharedEventID());
    text(out, event.vpcEndpointId());
    out.writeBoolean(event.readOnly());
    out.writeBoolean(event.sessionCredentialFromConsole());
    text(out, event.requestParameters());
    text(out, event.responseElements());
    text(out, event.additionalEventData());
    text(out, event.resources());
    text(out, event.serviceEventDetails());
  }

  /** Reads what {@link #write} wrote; null at the end of the stream. */
  static @Nullable TrailEvent read(DataInputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return null;
    }
    in.reset();
    return new TrailEvent(
        required(in),
        Instant.ofEpochSecond(in.readLong()),
        required(in),
        required(in),
        required(in),
        identity(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        in.readBoolean(),
        in.readBoolean(),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        FIDELITIES[in.readByte()]);
  }

  private static void identity(DataOutputStream out, UserIdentity identity) throws IOException {
    text(out, identity.type());
    text(out, identity.principalId());
    text(out, identity.arn());
    text(out, identity.accountId());
    text(out, identity.accessKeyId());
    text(out, identity.userName());
    text(out, identity.invokedBy());
    text(out, identity.invokedByDelegateAccountId());
    text(out, identity.identityProvider());
    text(out, identity.credentialId());
    text(out, identity.onBehalfOfUserId());
    text(out, identity.onBehalfOfIdentityStoreArn());
    text(out, identity.inScopeOf());
    SessionContext session = identity.session();
    out.writeBoolean(session != null);
    if (session != null) {
      session(out, session);
    }
  }

  private static UserIdentity identity(DataInputStream in) throws IOException {
    return new UserIdentity(
        required(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        in.readBoolean() ? session(in) : null);
  }

  private static void session(DataOutputStream out, SessionContext session) throws IOException {
    text(out, session.issuerType());
    text(out, session.issuerPrincipalId());
    text(out, session.issuerArn());
    text(out, session.issuerAccountId());
    text(out, session.issuerUserName());
    Instant created = session.creationDate();
    out.writeLong(created == null ? Long.MIN_VALUE : created.getEpochSecond());
    Boolean mfa = session.mfaAuthenticated();
    out.writeByte(mfa == null ? NULL : mfa ? 1 : 0);
    text(out, session.federatedProvider());
    text(out, session.sourceIdentity());
    text(out, session.ec2RoleDelivery());
    text(out, session.signInSessionArn());
    out.writeBoolean(session.assumedRoot());
  }

  private static SessionContext session(DataInputStream in) throws IOException {
    return new SessionContext(
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        created(in.readLong()),
        mfa(in.readByte()),
        text(in),
        text(in),
        text(in),
        text(in),
        in.readBoolean());
  }

  private static @Nullable Instant created(long epochSecond) {
    return epochSecond == Long.MIN_VALUE ? null : Instant.ofEpochSecond(epochSecond);
  }

  private static @Nullable Boolean mfa(byte code) {
    return code == NULL ? null : Boolean.valueOf(code == 1);
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(NULL);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NULL) {
      return null;
    }
    if (length < 0 || length > TEXT_BYTES_MAX) {
      throw new IOException("A temporary file of the merge is damaged.");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String required(DataInputStream in) throws IOException {
    String text = text(in);
    if (text == null) {
      throw new IOException("A temporary file of the merge is damaged.");
    }
    return text;
  }
}
