package dev.gatehouse.collect;

import dev.gatehouse.policy.aws.Partition;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Calls a service of AWS in the JSON protocol, signed by the SDK. Throttled and failed calls are
 * repeated with growing pauses, a bounded number of times.
 */
final class JsonService {
  private static final int ATTEMPTS_MAX = 8;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final Set<String> THROTTLED =
      Set.of("TooManyRequestsException", "ThrottlingException", "Throttling");

  private final Name name;
  private final SdkHttpClient http;
  private final URI endpoint;
  private final String region;
  private final AwsCredentialsIdentity credentials;
  private final Calls calls;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  JsonService(
      Name name,
      SdkHttpClient http,
      URI endpoint,
      String region,
      AwsCredentialsIdentity credentials,
      Calls calls) {
    this.name = name;
    this.http = http;
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
    this.calls = calls;
  }

  /** The services that are called so: with which name they sign, and with which they are asked. */
  enum Name {
    ORGANIZATIONS("organizations", "AWSOrganizationsV20161128"),
    IDENTITY_CENTER("sso", "SWBExternalService"),
    IDENTITY_STORE("identitystore", "AWSIdentityStore");

    private final String service;
    private final String target;

    Name(String service, String target) {
      this.service = service;
      this.target = target;
    }

    /** Where AWS answers in a region. */
    URI endpoint(String region) {
      return URI.create(
          "https://" + service + "." + region + "." + Partition.ofRegion(region).domain());
    }
  }

  /** The region that answers for organizations: one in each partition. */
  static String organizationsRegion(String region) {
    return switch (Partition.ofRegion(region)) {
      case COMMERCIAL -> "us-east-1";
      case CHINA -> "cn-northwest-1";
      case GOVCLOUD -> "us-gov-west-1";
      case ISO -> "us-iso-east-1";
      case ISO_B -> "us-isob-east-1";
      case ISO_E -> "eu-isoe-west-1";
      case ISO_F -> "us-isof-south-1";
      case EUROPEAN_SOVEREIGN_CLOUD -> "eusc-de-east-1";
    };
  }

  /** All entries of a list over its pages. */
  List<Map<?, ?>> list(String operation, Map<String, @Nullable Object> request, String member) {
    List<Map<?, ?>> entries = new ArrayList<>();
    for (Object each : all(operation, request, member)) {
      if (each instanceof Map<?, ?> entry) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** All texts of a list over its pages. */
  List<String> texts(String operation, Map<String, @Nullable Object> request, String member) {
    return all(operation, request, member).stream().map(String::valueOf).toList();
  }

  private List<Object> all(String operation, Map<String, @Nullable Object> request, String member) {
    List<Object> entries = new ArrayList<>();
    Map<String, @Nullable Object> ask = new LinkedHashMap<>(request);
    for (String next = ""; next != null; ) {
      Map<String, @Nullable Object> page = call(operation, ask);
      if (page.get(member) instanceof List<?> list) {
        entries.addAll(list);
      }
      next = Json.text(page, "NextToken");
      ask.put("NextToken", next);
    }
    return entries;
  }

  /**
   * One call.
   *
   * @throws AwsServiceException if AWS refuses it
   */
  Map<String, @Nullable Object> call(String operation, Map<String, @Nullable Object> request) {
    calls.called();
    byte[] body = JsonWriter.line(request).getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; ; attempt++) {
      try {
        calls.sent();
        return once(operation, body);
      } catch (AwsServiceException e) {
        boolean again =
            e.statusCode() >= 500 || THROTTLED.contains(e.awsErrorDetails().errorCode());
        if (!again || attempt == ATTEMPTS_MAX) {
          throw e;
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw SdkClientException.create(name.service + " does not answer: " + e.getMessage(), e);
        }
      }
      pause(attempt);
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(FIRST_PAUSE_MILLIS << (attempt - 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SdkClientException.create("Interrupted", e);
    }
  }

  private Map<String, @Nullable Object> once(String operation, byte[] body) throws IOException {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", name.target + "." + operation)
            .putHeader("Content-Length", String.valueOf(body.length))
            .build();
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(credentials)
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, name.service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed.request());
    signed.payload().ifPresent(execute::contentStreamProvider);
    HttpExecuteResponse response = http.prepareRequest(execute.build()).call();
    String text;
    try (InputStream in =
        response
            .responseBody()
            .map(InputStream.class::cast)
            .orElse(InputStream.nullInputStream())) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!response.httpResponse().isSuccessful()) {
      throw refusal(response.httpResponse().statusCode(), Json.object(text));
    }
    return Json.object(text);
  }

  private static AwsServiceException refusal(int status, Map<String, @Nullable Object> said) {
    String type = Json.text(said, "__type");
    String message = Json.text(said, "Message");
    String lower = Json.text(said, "message");
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(
                    type == null ? "HTTP " + status : type.substring(type.lastIndexOf('#') + 1))
                .errorMessage(message == null ? lower : message)
                .build())
        .build();
  }
}
