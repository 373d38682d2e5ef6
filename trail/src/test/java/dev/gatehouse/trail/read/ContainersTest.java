package dev.gatehouse.trail.read;

import static dev.gatehouse.trail.SampleRecords.gzip;
import static dev.gatehouse.trail.SampleRecords.join;
import static dev.gatehouse.trail.SampleRecords.quoted;
import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records a and b come out of every container that reference material or real files show. */
class ContainersTest {
  private static final String A = record("a", 1);
  private static final String B = record("b", 2);

  static Stream<String> containers() {
    Map<String, String> forms = new TreeMap<>();
    forms.put("log file", "{\"Records\":[" + A + "," + B + "]}");
    forms.put("log file, spaced", "\r\n{ \"Records\" : [ " + A + " ,\r\n " + B + " ] }\r\n");
    forms.put("byte order mark", "\uFEFF{\"Records\":[" + A + "," + B + "]}");
    forms.put("array", "[" + A + "," + B + "]");
    forms.put("JSON Lines", A + "\n" + B + "\n");
    forms.put("JSON Lines, CRLF, empty lines", A + "\r\n\r\n" + B);
    forms.put("JSON text sequence", "\u001E" + A + "\n\u001E" + B + "\n");
    forms.put("no newline between", A + B);
    forms.put("two log files", "{\"Records\":[" + A + "]}{\"Records\":[" + B + "]}");
    forms.put("EventBridge", eventBridge(A) + eventBridge(B));
    forms.put("CloudWatch Logs payload", cloudWatch(A, B));
    forms.put(
        "CloudWatch Logs to Lambda",
        "{\"awslogs\":{\"data\":\"" + base64(gzip(cloudWatch(A, B))) + "\"}}");
    forms.put(
        "Kinesis to Lambda",
        "{\"Records\":[{\"kinesis\":{\"data\":\""
            + base64(gzip(cloudWatch(A, B)))
            + "\"},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\","
            + "\"eventName\":\"aws:kinesis:record\"}]}");
    forms.put(
        "Firehose to Lambda",
        "{\"records\":[{\"recordId\":\"1\",\"data\":\""
            + base64(A.getBytes(StandardCharsets.UTF_8))
            + "\"},{\"recordId\":\"2\",\"data\":\""
            + base64(B.getBytes(StandardCharsets.UTF_8))
            + "\"}]}");
    forms.put(
        "lookup-events",
        "{\"Events\":[{\"EventId\":\"a\",\"Username\":\"dev\",\"CloudTrailEvent\":"
            + quoted(A)
            + "},{\"CloudTrailEvent\":"
            + quoted(B)
            + "}],\"NextToken\":\"x\"}");
    forms.put("SNS", sns(A) + sns(B));
    forms.put("SNS round a log file", sns("{\"Records\":[" + A + "," + B + "]}"));
    forms.put(
        "SQS round SNS round EventBridge",
        "{\"Messages\":[{\"MessageId\":\"1\",\"Body\":"
            + quoted(sns(eventBridge(A)))
            + "},{\"Body\":"
            + quoted(sns(eventBridge(B)))
            + "}]}");
    forms.put(
        "SQS to Lambda",
        "{\"Records\":[{\"messageId\":\"1\",\"eventSource\":\"aws:sqs\",\"awsRegion\":\"eu-west-1\","
            + "\"body\":"
            + quoted(A)
            + "},{\"eventSource\":\"aws:sqs\",\"body\":"
            + quoted(B)
            + "}]}");
    forms.put(
        "SNS to Lambda",
        "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":"
            + quoted(A)
            + "}},{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":"
            + quoted(B)
            + "}}]}");
    forms.put(
        "Elastic search result",
        "{\"took\":1,\"hits\":{\"total\":2,\"hits\":[{\"_id\":\"1\",\"_source\":{\"message\":"
            + quoted(A)
            + "}},{\"_source\":{\"event\":{\"action\":\"x\",\"original\":"
            + quoted(B)
            + "}}}]}}");
    forms.put("Elastic dotted", "{\"event.original\":" + quoted(A) + "}\n{\"_source\":" + B + "}");
    forms.put(
        "Stackdriver",
        "{\"insertId\":\"1\",\"jsonPayload\":"
            + A
            + "}\n{\"textPayload\":"
            + quoted(B)
            + ",\"insertId\":\"2\"}");
    forms.put("strings", "[" + quoted(A) + "," + quoted(B) + "]");
    return forms.entrySet().stream().map(form -> form.getKey() + "\t" + form.getValue());
  }

  @ParameterizedTest
  @MethodSource("containers")
  void holdsBothRecords(String form) {
    String text = form.substring(form.indexOf('\t') + 1);
    Gathered plain = Gathered.from(text);
    assertThat(plain.rejected).as(form).isEmpty();
    assertThat(plain.events)
        .as(form)
        .containsExactlyElementsOf(Gathered.from(A + B).events)
        .hasSize(2);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Gathered.from(gzip(bytes)).events).isEqualTo(plain.events);
    assertThat(Gathered.from(Zstd.compress(bytes)).events).isEqualTo(plain.events);
    assertThat(Gathered.from(zip(bytes)).events).isEqualTo(plain.events);
    assertThat(Gathered.from(gzip(gzip(bytes))).events).isEqualTo(plain.events);
  }

  @Test
  void gzipMembersFollowEachOther() {
    byte[] padded = join(gzip(A), gzip(B), new byte[100]);
    Gathered gathered = Gathered.from(padded);
    assertThat(gathered.ids()).containsExactly("a", "b");
    assertThat(gathered.rejected).isEmpty();
    assertThat(Gathered.from(join(gzip(A), "rest".getBytes(StandardCharsets.UTF_8))).reasons())
        .containsExactly(Reason.BAD_COMPRESSION);
  }

  @Test
  void recordIsReadFieldByField() {
    TrailEvent event = Gathered.from(A).events.get(0);
    assertThat(event)
        .isEqualTo(
            new TrailEvent(
                "a",
                Instant.parse("2026-01-31T00:00:01Z"),
                "s3.amazonaws.com",
                "ListBuckets",
                "AwsApiCall",
                new UserIdentity(
                    "AssumedRole",
                    "AROAEXAMPLE:dev",
                    "arn:aws:sts::123456789012:assumed-role/dev/dev",
                    "123456789012",
                    "ASIAEXAMPLE",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    new SessionContext(
                        "Role",
                        "AROAEXAMPLE",
                        "arn:aws:iam::123456789012:role/team/dev",
                        "123456789012",
                        "dev",
                        Instant.parse("2026-01-31T09:00:00Z"),
                        false,
                        null,
                        null,
                        null,
                        null,
                        false)),
                "eu-central-1",
                "192.0.2.7",
                "[aws-cli/2.0]",
                null,
                null,
                "123456789012",
                null,
                null,
                true,
                false,
                "{\"Host\":\"s3.amazonaws.com\",\"n\":[1,2.5e3,true,null]}",
                null,
                null,
                null,
                null,
                Fidelity.WHOLE));
    assertThat(Gathered.from("[" + A + "]").raw).containsExactly(A);
  }

  @Test
  void recordsOfOtherKindsAreSkippedWithTheirKind() {
    assertThat(Gathered.from("{\"awsAccountId\":\"1\",\"digestS3Object\":\"x\"}").skipped)
        .containsExactly(Skipped.DIGEST);
    assertThat(
            Gathered.from(
                    "{\"Records\":[{\"eventVersion\":\"1.07\",\"eventTime\":\"2026-01-31T00:00:00Z\","
                        + "\"eventType\":\"AwsCloudTrailInsight\",\"insightDetails\":{}}]}")
                .skipped)
        .containsExactly(Skipped.INSIGHT);
    String notification =
        "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\","
            + "\"eventTime\":\"2026-01-31T00:00:00.000Z\",\"eventName\":\"ObjectCreated:Put\","
            + "\"s3\":{\"bucket\":{\"name\":\"b\"}}}]}";
    for (String text :
        new String[] {
          notification,
          sns(notification),
          "{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"k\"]}",
          "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":{}}}"
        }) {
      Gathered gathered = Gathered.from(text);
      assertThat(gathered.skipped).as(text).containsExactly(Skipped.S3_NOTIFICATION);
      assertThat(gathered.rejected).as(text).isEmpty();
    }
    assertThat(Gathered.from(sns("CloudTrail validation message.")).skipped)
        .containsExactly(Skipped.TEST_MESSAGE);
    assertThat(Gathered.from("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}").skipped)
        .containsExactly(Skipped.TEST_MESSAGE);
    assertThat(
            Gathered.from(
                    "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"id\":\"\",\"message\":"
                        + "\"CWL CONTROL MESSAGE: Checking health of destination Firehose.\"}]}")
                .skipped)
        .containsExactly(Skipped.CONTROL_MESSAGE);
    assertThat(Gathered.from("").skipped).containsExactly(Skipped.EMPTY_FILE);
    assertThat(Gathered.from(" \n").skipped).containsExactly(Skipped.EMPTY_FILE);
    assertThat(Gathered.from(gzip("")).skipped).containsExactly(Skipped.EMPTY_FILE);
    assertThat(Gathered.from("{\"Records\":[]}").skipped).isEmpty();
  }

  private static String eventBridge(String record) {
    return "{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"AWS API Call via CloudTrail\","
        + "\"source\":\"aws.s3\",\"account\":\"123456789012\",\"resources\":[],\"detail\":"
        + record
        + "}";
  }

  private static String cloudWatch(String... records) {
    StringBuilder text =
        new StringBuilder(
            "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"123456789012\",\"logEvents\":[");
    for (String record : records) {
      text.append(text.charAt(text.length() - 1) == '}' ? "," : "")
          .append("{\"id\":\"1\",\"timestamp\":1,\"message\":")
          .append(quoted(record))
          .append('}');
    }
    return text + "]}";
  }

  private static String sns(String message) {
    return "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":" + quoted(message) + "}";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      out.putNextEntry(new ZipEntry("AWSLogs/123456789012/CloudTrail-Digest/x.json"));
      out.write('x');
      out.putNextEntry(new ZipEntry("trail/log.json"));
      out.write(bytes);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
