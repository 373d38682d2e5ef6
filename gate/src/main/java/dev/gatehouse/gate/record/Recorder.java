package dev.gatehouse.gate.record;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records every call that was authenticated: in the event history, and in a folder if there is one.
 */
public final class Recorder {
  private final EventHistory history;
  private final @Nullable TrailFolder folder;

  /**
   * A recorder.
   *
   * @param folder null to write no files
   */
  public Recorder(EventHistory history, @Nullable TrailFolder folder) {
    this.history = history;
    this.folder = folder;
  }

  /** Records a call that was answered. */
  public void succeeded(ServiceModel model, Call call, Structure output) {
    write(new CallRecord(model, call).of(output), call.now());
  }

  /** Records a call that was refused. */
  public void refused(ServiceModel model, Call call, AwsException error) {
    write(new CallRecord(model, call).of(error), call.now());
  }

  /** Records that temporary credentials were traded for a token to sign in with. */
  public void gotSigninToken(Identity identity, HttpCall http, Instant now) {
    write(List.of(SignInRecord.token(identity, http, now)), now);
  }

  /** Records that somebody signed in to the console. */
  public void signedIn(Identity identity, HttpCall http, Instant now) {
    write(List.of(SignInRecord.login(identity, http, now)), now);
  }

  /**
   * Records a call of a service that the gate knows by name only.
   *
   * @param error null when it was answered
   */
  public void other(
      OtherEvent event, Identity caller, HttpCall http, @Nullable AwsException error) {
    write(
        event.records(
            caller,
            http,
            error == null ? null : error.code(),
            error == null ? null : error.message()),
        event.time(),
        event.data());
  }

  private void write(List<TrailRecord> records, Instant now) {
    write(records, now, /* data= */ false);
  }

  private void write(List<TrailRecord> records, Instant now, boolean data) {
    for (TrailRecord record : records) {
      String json = JsonWriter.line(record::writeTo);
      if (!data) {
        history.add(
            new EventHistory.Event(record.recipient(), record.region(), record.time(), json));
      }
      if (folder != null) {
        folder.add(json, record.recipient(), record.region(), now);
      }
    }
  }
}
