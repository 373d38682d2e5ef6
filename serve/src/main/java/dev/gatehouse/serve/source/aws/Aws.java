package dev.gatehouse.serve.source.aws;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Clients of AWS, with the credentials that the SDK finds.
 *
 * @param endpoint another address than AWS's own; null for that
 */
record Aws(@Nullable String region, @Nullable URI endpoint) {
  private static final Pattern QUEUE_REGION =
      Pattern.compile("https?://sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?/.*");

  /** Longer than the twenty seconds that a queue lets one wait. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(40);

  /** The region that an address of a queue names, or null. */
  static @Nullable String regionOf(String queue) {
    Matcher matcher = QUEUE_REGION.matcher(queue);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().socketTimeout(READ_TIMEOUT).build();
  }

  SqsClient sqs() {
    return built(SqsClient.builder().httpClient(http())).build();
  }

  S3Client s3() {
    return built(
            S3Client.builder()
                .httpClient(http())
                .forcePathStyle(endpoint != null)
                .crossRegionAccessEnabled(endpoint == null))
        .build();
  }

  private <B extends AwsClientBuilder<B, ?>> B built(B builder) {
    if (region != null) {
      builder.region(Region.of(region));
    }
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder;
  }

  /** What went wrong, in a few words. */
  static String words(SdkException e) {
    return e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorCode() + ", " + service.awsErrorDetails().errorMessage()
        : String.valueOf(e.getMessage());
  }
}
