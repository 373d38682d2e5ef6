package dev.gatehouse.trail.read;

import static dev.gatehouse.trail.SampleRecords.gzip;
import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is broken is set aside with its place and reason; the records around it are read. */
class FaultsTest {
  private static final String A = record("a", 1);
  private static final String B = record("b", 2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"Root\"",
        "{\"eventVersion\":\"1.08\" \"eventName\":\"X\"}",
        "{\"eventVersion\":\"1.08\",\"eventName\":\"unclosed}",
        "{\"eventVersion\":tru}",
        "{\"a\":[1,2}",
        "{\"a\":01}",
        "{\"a\":\"\\x\"}",
        "{\"a\":{\"b\":[{\"c\":\"",
        "{\"a\":\"tab\tinside\"}"
      })
  void brokenRecordCostsItselfOnly(String broken) {
    for (String text :
        new String[] {
          "{\"Records\":[" + A + "," + broken + "," + B + "]}",
          A + "\n" + broken + "\n" + B + "\n",
          A + broken + B
        }) {
      Gathered gathered = Gathered.from(text);
      assertThat(gathered.ids()).as(text).containsExactly("a", "b");
      assertThat(gathered.reasons()).as(text).containsExactly(Reason.MALFORMED);
      Rejected rejected = gathered.rejected.get(0);
      assertThat(rejected.offset()).isEqualTo(text.indexOf(broken));
      assertThat(new String(rejected.start(), StandardCharsets.UTF_8)).startsWith(broken);
    }
  }

  @Test
  void truncatedGzipKeepsTheRecordsBefore() {
    String text =
        IntStream.range(0, 200)
            .mapToObj(i -> record(Integer.toHexString(new Random(i).nextInt())))
            .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    byte[] packed = gzip(text);
    Gathered gathered = Gathered.from(Arrays.copyOf(packed, packed.length / 2));
    assertThat(gathered.events).hasSizeBetween(50, 199);
    assertThat(gathered.reasons()).containsExactly(Reason.TRUNCATED);
    assertThat(Gathered.from(Arrays.copyOf(packed, packed.length - 4)).events).hasSize(200);
    assertThat(Gathered.from(Arrays.copyOf(packed, packed.length - 4)).reasons())
        .containsExactly(Reason.TRUNCATED);
    assertThat(Gathered.from(Arrays.copyOf(packed, 5)).reasons()).containsExactly(Reason.TRUNCATED);
  }

  @Test
  void damagedGzipIsOneRejection() {
    byte[] packed = gzip("{\"Records\":[" + A + "," + B + "]}");
    packed[packed.length - 6] ^= 1;
    Gathered gathered = Gathered.from(packed);
    assertThat(gathered.ids()).containsExactly("a", "b");
    assertThat(gathered.reasons()).containsExactly(Reason.BAD_COMPRESSION);
  }

  @Test
  void cutTextIsOneRejection() {
    assertThat(Gathered.from("{\"Records\":[" + A + ",").reasons())
        .containsExactly(Reason.TRUNCATED);
    Gathered gathered = Gathered.from("{\"Records\":[" + A + "," + B.substring(0, 300));
    assertThat(gathered.ids()).containsExactly("a");
    assertThat(gathered.reasons()).containsExactly(Reason.TRUNCATED);
  }

  @Test
  void oversizedRecordIsSkippedToItsEnd() {
    TrailLimits limits = new TrailLimits(64 << 10, 64, 6, 1 << 30, 1000, 1 << 30);
    String large = A.replace("\"Host\":\"", "\"Host\":\"" + "x".repeat(300_000));
    Gathered gathered =
        Gathered.from(
            ("{\"Records\":[" + A + "," + large + "," + B + "]}").getBytes(StandardCharsets.UTF_8),
            limits);
    assertThat(gathered.ids()).containsExactly("a", "b");
    assertThat(gathered.reasons()).containsExactly(Reason.OVERSIZED);
    String single = A.replace("\"Host\":\"", "\"Host\":\"" + "x".repeat(62 << 10));
    assertThat(Gathered.from((single + B).getBytes(StandardCharsets.UTF_8), limits).ids())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"Records\":[", "{\"Records\":[[", "{\"hits\":"})
  void nestingBombIsOneRejection(String level) {
    String bomb = level.repeat(100_000);
    Gathered gathered = Gathered.from("[" + A + "," + bomb + "\n" + B);
    assertThat(gathered.ids()).containsExactly("a", "b");
    assertThat(gathered.reasons()).contains(Reason.TOO_DEEP).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void decompressionBombStops() {
    TrailLimits limits = new TrailLimits(1 << 20, 64, 6, 1 << 30, 100, 1 << 20);
    byte[] bomb = gzip((A + "\n" + " ".repeat(20 << 20)).getBytes(StandardCharsets.UTF_8));
    Gathered gathered = Gathered.from(bomb, limits);
    assertThat(gathered.ids()).containsExactly("a");
    assertThat(gathered.reasons()).containsExactly(Reason.TOO_LARGE);
    TrailLimits small = new TrailLimits(1 << 20, 64, 6, 1 << 20, 100_000, 1 << 30);
    assertThat(Gathered.from(bomb, small).reasons()).containsExactly(Reason.TOO_LARGE);
  }

  @Test
  void missingFieldsAreNamed() {
    String noName = A.replace("\"eventName\":\"ListBuckets\",", "");
    String noTime = A.replace("\"eventTime\":\"2026-01-31T00:00:01Z\",", "");
    String badTime = A.replace("2026-01-31T00:00:01Z", "2026-02-30T00:00:01Z");
    Gathered gathered = Gathered.from(noName + "\n" + noTime + badTime + B + "{\"x\":1}");
    assertThat(gathered.ids()).containsExactly("b");
    assertThat(gathered.reasons())
        .containsExactly(
            Reason.MISSING_FIELD, Reason.MISSING_FIELD, Reason.BAD_TIME, Reason.NOT_A_RECORD);
    assertThat(gathered.rejected.get(0).detail()).contains("eventName");
    assertThat(gathered.rejected.get(1).detail()).contains("eventTime");
  }

  @Test
  void oddIdentitiesAreRead() {
    String identity = A.substring(A.indexOf("{\"type\""), A.indexOf(",\"eventTime\""));
    assertThat(event(identity, "null").userIdentity()).isEqualTo(UserIdentity.UNKNOWN);
    assertThat(event(identity, "{}").userIdentity()).isEqualTo(UserIdentity.UNKNOWN);
    UserIdentity service =
        event(identity, "{\"accountId\":\"123456789012\",\"accessKeyId\":\"\",\"new\":[{}]}")
            .userIdentity();
    assertThat(service.type()).isEqualTo("Unknown");
    assertThat(service.accountId()).isEqualTo("123456789012");
    assertThat(service.accessKeyId()).isNull();
    SessionContext session =
        event(
                identity,
                "{\"type\":\"IAMUser\",\"sessionContext\":{\"sessionIssuer\":{},"
                    + "\"attributes\":{\"creationDate\":\"20260131T090000Z\","
                    + "\"mfaAuthenticated\":\"true\"}}}")
            .userIdentity()
            .session();
    assertThat(session).isNotNull();
    assertThat(session.mfaAuthenticated()).isTrue();
    assertThat(session.creationDate()).isEqualTo("2026-01-31T09:00:00Z");
    assertThat(session.issuerArn()).isNull();
  }

  private static TrailEvent event(String identity, String replacement) {
    return Gathered.from(A.replace(identity, replacement)).events.get(0);
  }

  @Test
  void lettersAreKeptOrReplaced() {
    String escaped = A.replace("ListBuckets", "L\\u0069st\\n\\ud83d\\ude00\\ud83d\\\"ü");
    assertThat(Gathered.from(escaped).events.get(0).eventName())
        .isEqualTo("List\n\uD83D\uDE00\uFFFD\"ü");
    byte[] latin = A.replace("ListBuckets", "Listü").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Gathered.from(latin).events.get(0).eventName()).isEqualTo("List\uFFFD");
  }

  @Test
  void blanksMakeNoDifference() {
    String spaced = A.replace(":", " : ").replace(",", " ,\r\n\t");
    TrailEvent compact = Gathered.from(A).events.get(0);
    TrailEvent loose = Gathered.from(spaced.replace("T00 : 00 : 01Z", "T00:00:01Z")).events.get(0);
    assertThat(loose.requestParameters()).isEqualTo(compact.requestParameters());
    String noId = A.replace("\"eventID\":\"a\",", "");
    assertThat(Gathered.from(noId).events.get(0).id())
        .startsWith("sha256:")
        .isEqualTo(
            Gathered.from(noId.replace(",\"eventTime\"", "\n , \"eventTime\"")).ids().get(0));
  }

  @Test
  void textThatIsNoJsonIsOneRejectionAFile() {
    String text =
        Stream.generate(() -> "2 123456789012 eni-1 192.0.2.1")
            .limit(5000)
            .collect(Collectors.joining("\n"));
    assertThat(Gathered.from(text).reasons()).containsExactly(Reason.NOT_JSON);
  }

  @Test
  void rejectionIsALineOfJson() {
    Rejected rejected = new Rejected("a\"b", 7, Reason.MALFORMED, "It is.", new byte[] {'{', 1});
    assertThat(rejected.toJsonLine())
        .isEqualTo(
            "{\"file\":\"a\\\"b\",\"offset\":7,\"reason\":\"MALFORMED\",\"detail\":\"It is.\","
                + "\"start\":\"{\\u0001\"}");
  }
}
