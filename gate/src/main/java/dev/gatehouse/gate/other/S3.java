package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.other.BuiltIn.Request;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall.Header;
import dev.gatehouse.gate.wire.XmlText;
import dev.gatehouse.policy.language.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Buckets with policies, and small objects in them. */
final class S3 {
  private static final int OBJECT_BYTES_MAX = 1 << 20;
  private static final int KEYS_MAX = 1_000;
  private static final String BUCKET = "arn:aws:s3:::";

  private S3() {}

  static void addTo(Map<String, BuiltIn> all) {
    all.put("s3:CreateBucket", S3::createBucket);
    all.put("s3:DeleteBucket", S3::deleteBucket);
    all.put("s3:ListBuckets", S3::listBuckets);
    all.put("s3:HeadBucket", request -> empty(request, bucket(request), 200));
    all.put("s3:GetBucketLocation", S3::location);
    all.put("s3:PutBucketPolicy", S3::putPolicy);
    all.put("s3:GetBucketPolicy", S3::policy);
    all.put("s3:DeleteBucketPolicy", S3::deletePolicy);
    all.put("s3:PutObject", S3::putObject);
    all.put("s3:GetObject", request -> object(request, true));
    all.put("s3:HeadObject", request -> object(request, false));
    all.put("s3:DeleteObject", S3::deleteObject);
    all.put("s3:ListObjects", S3::list);
    all.put("s3:ListObjectsV2", S3::list);
  }

  private static Structure bucket(Request request) {
    Structure bucket =
        request.holdings().get(Kind.RESOURCE, BUCKET + request.call().text("Bucket"));
    if (bucket == null) {
      throw new AwsException(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    return bucket;
  }

  private static HttpAnswer empty(Request request, Structure unused, int status) {
    return request.text(status, "application/xml", "");
  }

  private static HttpAnswer xml(Request request, String body) {
    return request.text(
        200, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body);
  }

  private static HttpAnswer createBucket(Request request) {
    String name = request.need("Bucket");
    if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new AwsException(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
    for (var account : request.state().accounts()) {
      if (account.get(Kind.RESOURCE, BUCKET + name) != null) {
        boolean own = account.owner().equals(request.caller().account());
        throw new AwsException(
            409,
            own ? "BucketAlreadyOwnedByYou" : "BucketAlreadyExists",
            "The requested bucket name is not available.");
      }
    }
    Structure bucket = Structure.of("Arn", BUCKET + name, "CreateDate", request.now());
    request.put(bucket);
    return empty(request, bucket, 200);
  }

  private static HttpAnswer deleteBucket(Request request) {
    Structure bucket = bucket(request);
    if (!request.below(bucket.need("Arn") + "/").isEmpty()) {
      throw new AwsException(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
    }
    request.holdings().remove(Kind.RESOURCE, bucket.need("Arn"));
    return empty(request, bucket, 204);
  }

  private static HttpAnswer listBuckets(Request request) {
    StringBuilder xml = new StringBuilder("<ListAllMyBucketsResult><Owner><ID>");
    xml.append(request.owner()).append("</ID></Owner><Buckets>");
    for (Structure each : request.below(BUCKET)) {
      String name = each.need("Arn").substring(BUCKET.length());
      if (name.indexOf('/') < 0) {
        xml.append("<Bucket><Name>").append(name).append("</Name><CreationDate>");
        xml.append(each.get("CreateDate") instanceof Instant made ? made : request.now());
        xml.append("</CreationDate></Bucket>");
      }
    }
    return xml(request, xml.append("</Buckets></ListAllMyBucketsResult>").toString());
  }

  private static HttpAnswer location(Request request) {
    bucket(request);
    return xml(request, "<LocationConstraint/>");
  }

  private static HttpAnswer putPolicy(Request request) {
    String text = new String(request.http().body(), StandardCharsets.UTF_8);
    try {
      Policy.parseStrict("bucket policy", text);
    } catch (RuntimeException e) {
      throw new AwsException(400, "MalformedPolicy", "The policy is not valid: " + e.getMessage());
    }
    Structure bucket = bucket(request);
    request.put(bucket.with("Policy", text));
    return empty(request, bucket, 204);
  }

  private static HttpAnswer policy(Request request) {
    String policy = bucket(request).text("Policy");
    if (policy == null) {
      throw new AwsException(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
    }
    return request.text(200, "application/json", policy);
  }

  private static HttpAnswer deletePolicy(Request request) {
    Structure bucket = bucket(request);
    request.put(bucket.with("Policy", null));
    return empty(request, bucket, 204);
  }

  private static HttpAnswer putObject(Request request) {
    bucket(request);
    byte[] body = request.http().body();
    if (body.length > OBJECT_BYTES_MAX) {
      throw new AwsException(400, "EntityTooLarge", "Objects here have at most 1 MiB.");
    }
    request.put(Structure.of("Arn", request.arn(), "Body", body, "CreateDate", request.now()));
    return new HttpAnswer(
        200,
        List.of(
            new Header("ETag", etag(body)), new Header("x-amz-request-id", request.requestId())),
        new byte[0]);
  }

  private static HttpAnswer object(Request request, boolean withBody) {
    bucket(request);
    Structure object = request.item();
    if (object == null || !(object.get("Body") instanceof byte[] body)) {
      throw new AwsException(404, "NoSuchKey", "The specified key does not exist.");
    }
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("ETag", etag(body)));
    headers.add(new Header("Content-Type", "binary/octet-stream"));
    headers.add(new Header("x-amz-request-id", request.requestId()));
    if (object.get("CreateDate") instanceof Instant made) {
      headers.add(
          new Header(
              "Last-Modified",
              DateTimeFormatter.RFC_1123_DATE_TIME.format(made.atOffset(ZoneOffset.UTC))));
    }
    if (!withBody) {
      headers.add(new Header("Content-Length", String.valueOf(body.length)));
    }
    return new HttpAnswer(200, headers, withBody ? body : new byte[0]);
  }

  private static HttpAnswer deleteObject(Request request) {
    Structure bucket = bucket(request);
    if (request.item() != null) {
      request.holdings().remove(Kind.RESOURCE, request.arn());
    }
    return empty(request, bucket, 204);
  }

  private static HttpAnswer list(Request request) {
    String bucket = bucket(request).need("Arn");
    String asked = request.call().text("prefix");
    String prefix = asked == null ? "" : asked;
    StringBuilder contents = new StringBuilder();
    int count = 0;
    for (Structure each : request.below(bucket + "/" + prefix)) {
      if (count == KEYS_MAX) {
        break;
      }
      contents.append("<Contents><Key>");
      XmlText.append(contents, each.need("Arn").substring(bucket.length() + 1));
      byte[] body = (byte[]) java.util.Objects.requireNonNull(each.get("Body"));
      contents.append("</Key><Size>").append(body.length).append("</Size><LastModified>");
      contents.append(each.get("CreateDate") instanceof Instant made ? made : request.now());
      contents.append("</LastModified></Contents>");
      count++;
    }
    return xml(
        request,
        "<ListBucketResult><Name>"
            + bucket.substring(BUCKET.length())
            + "</Name><KeyCount>"
            + count
            + "</KeyCount><MaxKeys>"
            + KEYS_MAX
            + "</MaxKeys><IsTruncated>"
            + (request.below(bucket + "/" + prefix).size() > count)
            + "</IsTruncated>"
            + contents
            + "</ListBucketResult>");
  }

  private static String etag(byte[] body) {
    try {
      return '"' + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5.", e);
    }
  }
}
