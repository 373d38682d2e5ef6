package dev.gatehouse.serve.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.source.aws.QueueBody.Objects;
import dev.gatehouse.serve.source.aws.QueueBody.Place;
import dev.gatehouse.serve.source.aws.QueueBody.Records;
import dev.gatehouse.serve.source.aws.QueueBody.Test;
import java.util.List;

/** Forms of the S3 event, SNS and EventBridge documentation, and of CloudTrail's user guide. */
class QueueBodyTest {
  private static final String S3 =
      """
      {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",
       "s3":{"bucket":{"name":"b"},"object":{"key":"AWSLogs/a+b%2Fc.gz","size":1}}}]}\
      """;

  private static final Objects FROM_S3 = new Objects(List.of(new Place("b", "AWSLogs/a b/c.gz")));

  @org.junit.jupiter.api.Test
  void anotificationOfS3NamesItsKeyEncoded() {
    assertThat(QueueBody.of(S3)).isEqualTo(FROM_S3);
  }

  @org.junit.jupiter.api.Test
  void anSnsMessageIsOpened() {
    assertThat(QueueBody.of(sns(S3))).isEqualTo(FROM_S3);
    assertThat(QueueBody.of(sns(sns(S3)))).isEqualTo(FROM_S3);
  }

  @org.junit.jupiter.api.Test
  void anEventBridgeEventNamesItsKeyAsItIs() {
    String event =
        """
        {"version":"0","detail-type":"Object Created","source":"aws.s3",
         "detail":{"bucket":{"name":"b"},"object":{"key":"a+b%2Fc.gz"}}}\
        """;
    assertThat(QueueBody.of(event)).isEqualTo(new Objects(List.of(new Place("b", "a+b%2Fc.gz"))));
  }

  @org.junit.jupiter.api.Test
  void cloudTrailsOwnMessageMayNameSeveralObjects() {
    assertThat(QueueBody.of(sns("{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"x\",\"y\"]}")))
        .isEqualTo(new Objects(List.of(new Place("b", "x"), new Place("b", "y"))));
  }

  @org.junit.jupiter.api.Test
  void testsAreRecognised() {
    assertThat(QueueBody.of("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"))
        .isEqualTo(new Test());
    assertThat(QueueBody.of(sns("CloudTrail validation message."))).isEqualTo(new Test());
  }

  @org.junit.jupiter.api.Test
  void whatWasDeletedOrRestoredNamesNothingToRead() {
    assertThat(QueueBody.of(S3.replace("ObjectCreated:Put", "ObjectRemoved:Delete")))
        .isEqualTo(new Objects(List.of()));
  }

  @org.junit.jupiter.api.Test
  void everythingElseIsForTheReader() {
    String envelope =
        "{\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.s3\","
            + "\"detail\":{\"eventVersion\":\"1.11\",\"eventName\":\"CreateBucket\"}}";
    assertThat(QueueBody.of(envelope)).isEqualTo(new Records(envelope));
    assertThat(QueueBody.of("no JSON")).isEqualTo(new Records("no JSON"));
    assertThat(QueueBody.of("[1]")).isInstanceOf(Records.class);
  }

  private static String sns(String message) {
    return JsonWriter.line(
        JsonWriter.object("Type", "Notification", "MessageId", "m", "Message", message));
  }
}
