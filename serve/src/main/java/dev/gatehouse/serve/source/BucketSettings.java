package dev.gatehouse.serve.source;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bucket to list.
 *
 * @param prefix of the keys that count
 * @param every how often it is listed
 * @param region null for the one of the process
 * @param endpoint where S3 answers; null for AWS
 */
public record BucketSettings(
    String bucket, String prefix, Duration every, @Nullable String region, @Nullable URI endpoint)
    implements SourceSettings {
  @Override
  public String name() {
    return "bucket:" + bucket + "/" + prefix;
  }
}
