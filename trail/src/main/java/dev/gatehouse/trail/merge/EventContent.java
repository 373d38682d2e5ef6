package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.CanonicalJson;
import dev.gatehouse.trail.Sha256;
import dev.gatehouse.trail.TrailEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, whatever way it is written: two copies of a record whose nested documents
 * name their members in another order, escape letters otherwise or write {@code 1.0} for {@code 1}
 * have one content.
 */
final class EventContent {
  private EventContent() {}

  /** SHA-256 of the content, in hex. */
  static String hash(TrailEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try {
      EventCodec.content(canonical(event), new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.hex(bytes.toByteArray());
  }

  private static TrailEvent canonical(TrailEvent event) {
    return event.withDocuments(
        canonical(event.requestParameters()),
        canonical(event.responseElements()),
        canonical(event.additionalEventData()),
        canonical(event.resources()),
        canonical(event.serviceEventDetails()));
  }

  private static @Nullable String canonical(@Nullable String document) {
    return document == null ? null : CanonicalJson.of(document);
  }
}
