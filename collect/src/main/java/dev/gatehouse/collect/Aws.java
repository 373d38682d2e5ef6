package dev.gatehouse.collect;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Clients of AWS for one run. Throttled calls are repeated with growing pauses, a bounded number of
 * times; calls and repeats are counted.
 */
public final class Aws implements AutoCloseable {
  /** IAM allows few authorization details a second; eight tries wait a minute together. */
  private static final int ATTEMPTS_MAX = 8;

  private static final String SESSION_NAME = "gatehouse-collect";

  private final Region region;
  private final @Nullable URI endpoint;
  private final @Nullable String externalId;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Calls calls = new Calls();

  public Aws(String region, @Nullable URI endpoint, @Nullable String externalId) {
    this.region = Region.of(region);
    this.endpoint = endpoint;
    this.externalId = externalId;
  }

  private final class Counting implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      calls.called();
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      calls.sent();
    }
  }

  /** The credentials of the environment: variables, profile, container or instance. */
  AwsCredentialsProvider own() {
    return DefaultCredentialsProvider.builder().build();
  }

  /** Credentials of a role. */
  AwsCredentialsProvider assume(String roleArn) {
    try (StsClient sts = sts(own())) {
      AssumeRoleRequest request =
          AssumeRoleRequest.builder()
              .roleArn(roleArn)
              .roleSessionName(SESSION_NAME)
              .externalId(externalId)
              .build();
      Credentials issued = sts.assumeRole(request).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
    }
  }

  StsClient sts(AwsCredentialsProvider credentials) {
    return built(StsClient.builder(), credentials).build();
  }

  IamClient iam(AwsCredentialsProvider credentials) {
    return built(IamClient.builder(), credentials).build();
  }

  JsonService organizations(AwsCredentialsProvider credentials) {
    return json(
        JsonService.Name.ORGANIZATIONS, JsonService.organizationsRegion(region.id()), credentials);
  }

  /** Identity Center, which answers only in the region in which it was switched on. */
  JsonService identityCenter(AwsCredentialsProvider credentials) {
    return json(JsonService.Name.IDENTITY_CENTER, region.id(), credentials);
  }

  JsonService identityStore(AwsCredentialsProvider credentials) {
    return json(JsonService.Name.IDENTITY_STORE, region.id(), credentials);
  }

  private JsonService json(
      JsonService.Name name, String where, AwsCredentialsProvider credentials) {
    return new JsonService(
        name,
        http,
        endpoint == null ? name.endpoint(where) : endpoint,
        where,
        credentials.resolveCredentials(),
        calls);
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B built(
      B builder, AwsCredentialsProvider credentials) {
    builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(
            settings ->
                settings
                    .addExecutionInterceptor(new Counting())
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS_MAX)
                            .circuitBreakerEnabled(false)
                            .build()));
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder;
  }

  public Calls calls() {
    return calls;
  }

  @Override
  public void close() {
    http.close();
  }
}
