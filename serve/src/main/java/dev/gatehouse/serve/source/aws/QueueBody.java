package dev.gatehouse.serve.source.aws;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the body of a queue's message says. */
sealed interface QueueBody {
  /** Objects have been written that hold records. */
  record Objects(List<Place> places) implements QueueBody {
    public Objects {
      places = List.copyOf(places);
    }
  }

  /** The body itself carries records, in some container. */
  record Records(String text) implements QueueBody {}

  /** A test that AWS sends when a queue or topic is set up. */
  record Test() implements QueueBody {}

  /** An object of S3. */
  record Place(String bucket, String key) {}

  /**
   * Tells what a body says. It may lie in an SNS message, and that in another.
   *
   * <ul>
   *   <li>S3: {@code {"Records":[{"eventSource":"aws:s3","s3":{…}}]}}, the key encoded
   *   <li>EventBridge on S3: {@code {"detail-type":"Object Created","detail":{"bucket":…}}}
   *   <li>CloudTrail on SNS: {@code {"s3Bucket":…,"s3ObjectKey":[…]}}
   *   <li>a test of S3, or CloudTrail's validation message
   *   <li>everything else may carry records, and is for the reader to recognise
   * </ul>
   */
  static QueueBody of(String body) {
    return of(body, 0);
  }

  private static QueueBody of(String body, int depth) {
    if (body.trim().equals("CloudTrail validation message.")) {
      return new Test();
    }
    Map<String, @Nullable Object> object;
    try {
      object = Json.object(body);
    } catch (JsonException e) {
      return new Records(body);
    }
    if ("s3:TestEvent".equals(object.get("Event"))) {
      return new Test();
    }
    if ("Notification".equals(object.get("Type"))
        && object.get("Message") instanceof String message
        && depth < 3) {
      return of(message, depth + 1);
    }
    List<Place> places = new ArrayList<>();
    // Each adds its places, also behind one that has found some.
    boolean isNotification = notification(object, places);
    boolean isCreatedEvent = createdEvent(object, places);
    boolean isOfTrail = ofTrail(object, places);
    return isNotification || isCreatedEvent || isOfTrail ? new Objects(places) : new Records(body);
  }

  private static boolean notification(Map<String, @Nullable Object> object, List<Place> places) {
    if (!(object.get("Records") instanceof List<?> records)) {
      return false;
    }
    boolean isOfS3 = false;
    for (Object record : records) {
      if (record instanceof Map<?, ?> map && "aws:s3".equals(map.get("eventSource"))) {
        isOfS3 = true;
        String name = String.valueOf(map.get("eventName"));
        // Deleted and restored objects are told in the same way.
        if (name.startsWith("ObjectCreated") && map.get("s3") instanceof Map<?, ?> s3) {
          place(s3, true, places);
        }
      }
    }
    return isOfS3;
  }

  private static boolean createdEvent(Map<String, @Nullable Object> object, List<Place> places) {
    if (!"aws.s3".equals(object.get("source"))
        || !(object.get("detail") instanceof Map<?, ?> detail)
        || !(detail.get("bucket") instanceof Map<?, ?>)
        || detail.get("eventVersion") != null) {
      return false;
    }
    if ("Object Created".equals(object.get("detail-type"))) {
      place(detail, false, places);
    }
    return true;
  }

  private static void place(Map<?, ?> holder, boolean encoded, List<Place> places) {
    if (holder.get("bucket") instanceof Map<?, ?> bucket
        && holder.get("object") instanceof Map<?, ?> one
        && bucket.get("name") instanceof String name
        && one.get("key") instanceof String key) {
      places.add(new Place(name, encoded ? decoded(key) : key));
    }
  }

  private static String decoded(String key) {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return key; // a percent sign that encodes nothing
    }
  }

  private static boolean ofTrail(Map<String, @Nullable Object> object, List<Place> places) {
    if (!(object.get("s3Bucket") instanceof String bucket)
        || !(object.get("s3ObjectKey") instanceof List<?> keys)) {
      return false;
    }
    for (Object key : keys) {
      if (key instanceof String text) {
        places.add(new Place(bucket, text));
      }
    }
    return true;
  }
}
