package dev.gatehouse.trail.write;

import static dev.gatehouse.policy.json.JsonWriter.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailWriterTest {
  private static final Instant TIME = Instant.parse("2026-03-02T10:01:30Z");

  @TempDir Path root;

  @Test
  void aRecordHasAwsFieldsInAwsOrder() throws IOException {
    try (TrailWriter writer = new TrailWriter(root, null, Duration.ofMinutes(5))) {
      writer.write(record("e-1").request(object("roleName", "a")).build(), TIME);
    }
    assertThat(text(files().get(0)))
        .isEqualTo(
            "{\"Records\":[{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"AWSService\","
                + "\"invokedBy\":\"ec2.amazonaws.com\"},\"eventTime\":\"2026-03-02T10:01:30Z\","
                + "\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"GetRole\","
                + "\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"192.0.2.1\","
                + "\"userAgent\":\"test\",\"requestParameters\":{\"roleName\":\"a\"},"
                + "\"responseElements\":null,\"requestID\":\"r-1\",\"eventID\":\"e-1\","
                + "\"readOnly\":true,\"eventType\":\"AwsApiCall\",\"managementEvent\":true,"
                + "\"recipientAccountId\":\"123456789012\",\"eventCategory\":\"Management\"}]}");
  }

  @Test
  void theNameTellsAccountRegionAndDelivery() throws IOException {
    try (TrailWriter writer = new TrailWriter(root, "o-example", Duration.ofMinutes(5))) {
      writer.write(record("e-1").build(), TIME);
    }
    assertThat(root.relativize(files().get(0)).toString())
        .matches(
            "AWSLogs/o-example/123456789012/CloudTrail/us-east-1/2026/03/02/"
                + "123456789012_CloudTrail_us-east-1_20260302T1005Z_[A-Za-z0-9]{16}\\.json\\.gz");
  }

  @Test
  void oneSlotIsOneFileAndTheNextIsAnother() throws IOException {
    try (TrailWriter writer = new TrailWriter(root, null, Duration.ofMinutes(5))) {
      writer.write(record("e-1").build(), TIME);
      writer.write(record("e-2").build(), TIME.plusSeconds(60));
      writer.write(record("e-3").build(), TIME.plusSeconds(300));
      assertThat(writer.records()).isEqualTo(3);
    }
    assertThat(files()).hasSize(2);
    assertThat(text(files().get(0))).contains("e-1", "e-2").doesNotContain("e-3");
  }

  @Test
  void aFileIsWrittenWhenItsSlotHasPassedAndNotBefore() throws IOException {
    try (TrailWriter writer = new TrailWriter(root, null, Duration.ofMinutes(5))) {
      writer.write(record("e-1").build(), TIME);
      writer.advance(TIME.plusSeconds(60));
      assertThat(writer.files()).isZero();
      writer.advance(Instant.parse("2026-03-02T10:05:00Z"));
      assertThat(writer.files()).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeWrittenIsSaid() throws IOException {
    Path blocked = Files.writeString(root.resolve("AWSLogs"), "a file where a folder has to be");
    TrailWriter writer = new TrailWriter(root, null, Duration.ofMinutes(5));
    writer.write(record("e-1").build(), TIME);
    assertThat(blocked).isRegularFile();
    assertThatThrownBy(writer::close)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("could not be written");
  }

  @Test
  void aRecordThatNoTrailCouldHoldIsRefused() {
    assertThatThrownBy(() -> TrailRecord.of("iam.amazonaws.com", "GetRole").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("`GetRole`");
  }

  @Test
  void jsonOutWritesWhatJsonReads() {
    Object tree = object("a", List.of(1, 2L, 1.5, true), "b", object("c", null, "d", "é\n\"<"));
    assertThat(JsonWriter.line(Json.tree(JsonWriter.line(tree)))).isEqualTo(JsonWriter.line(tree));
  }

  private static TrailRecord.Builder record(String id) {
    return TrailRecord.of("iam.amazonaws.com", "GetRole")
        .kind(true, false)
        .at(TIME, "us-east-1")
        .by(CallerIdentity.service("ec2.amazonaws.com"))
        .from("192.0.2.1", "test")
        .ids(id, "r-1", null)
        .recipient("123456789012");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
