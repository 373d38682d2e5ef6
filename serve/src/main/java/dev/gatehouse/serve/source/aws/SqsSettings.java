package dev.gatehouse.serve.source.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A queue to read.
 *
 * @param queue its address
 * @param region null for the one that the address names
 * @param endpoint where SQS answers; null for AWS
 * @param s3Endpoint where S3 answers; null for AWS
 * @param readers messages that are read at the same time
 */
public record SqsSettings(
    String queue,
    @Nullable String region,
    @Nullable URI endpoint,
    @Nullable URI s3Endpoint,
    int readers) {
  String name() {
    return "sqs:" + queue;
  }

  private @Nullable String known() {
    return region != null ? region : Aws.regionOf(queue);
  }

  Aws aws() {
    return new Aws(known(), endpoint);
  }

  Aws objects() {
    return new Aws(known(), s3Endpoint);
  }
}
