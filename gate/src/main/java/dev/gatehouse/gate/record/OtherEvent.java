package dev.gatehouse.gate.record;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of a service that the gate knows by name only, as it is recorded.
 *
 * @param source such as {@code s3.amazonaws.com}
 * @param data whether it is a data event, which the event history leaves out
 * @param parameters those that name things; null when there are none
 * @param resource the ARN that it is about; null when there is none
 * @param owner the account that the resource belongs to
 */
public record OtherEvent(
    String source,
    String name,
    boolean readOnly,
    boolean data,
    @Nullable Map<String, @Nullable Object> parameters,
    @Nullable String resource,
    String owner,
    String region,
    Instant time,
    String requestId) {

  /** One record for the caller's account, and one for the owner's if that is another. */
  List<TrailRecord> records(
      Identity caller, HttpCall http, @Nullable String errorCode, @Nullable String message) {
    boolean shared = errorCode == null && !owner.equals(caller.account());
    String sharedId = shared ? UUID.randomUUID().toString() : null;
    List<TrailRecord> records = new ArrayList<>();
    records.add(
        record(caller, http, sharedId)
            .error(errorCode, message)
            .recipient(caller.account())
            .build());
    if (shared) {
      records.add(
          record(caller, http, sharedId)
              .by(CallerForm.fromOutside(caller))
              .recipient(owner)
              .build());
    }
    return records;
  }

  private TrailRecord.Builder record(Identity caller, HttpCall http, @Nullable String shared) {
    return TrailRecord.of(source, name)
        .kind(readOnly, data)
        .at(time, region)
        .by(CallerForm.of(caller))
        .from(http.remote(), http.header("User-Agent", ""))
        .request(parameters)
        .resources(resource == null ? null : List.of(object("accountId", owner, "ARN", resource)))
        .ids(UUID.randomUUID().toString(), requestId, shared);
  }
}
