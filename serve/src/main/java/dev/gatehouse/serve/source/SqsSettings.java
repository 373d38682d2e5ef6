package dev.gatehouse.serve.source;

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
    int readers)
    implements SourceSettings {
  @Override
  public String name() {
    return "sqs:" + queue;
  }
}
