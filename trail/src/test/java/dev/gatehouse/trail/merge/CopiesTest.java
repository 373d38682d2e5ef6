package dev.gatehouse.trail.merge;

import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.Gathered;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of one call that came in other forms. */
class CopiesTest {
  private static final String TABLE =
      "eventid,eventtime,eventname,eventsource,sourceipaddress,errorcode,requestparameters\n";

  @TempDir Path folder;

  private record Out(List<TrailEvent> events, TrailCounts counts) {}

  private Out merge(String... contents) throws IOException {
    List<TrailFile> files = new ArrayList<>();
    for (int i = 0; i < contents.length; i++) {
      Path file = folder.resolve(i + ".txt");
      Files.writeString(file, contents[i]);
      files.add(TrailFile.of("f" + i, file));
    }
    List<TrailEvent> events = new ArrayList<>();
    TrailMerge merge =
        new TrailMerge(
            new MergeOptions(TrailLimits.DEFAULT, Duration.ofHours(2), 1, 1000, 1 << 20),
            rejected -> {
              throw new AssertionError(rejected.toString());
            });
    merge.run(files, (batch, watermark) -> events.addAll(batch));
    return new Out(events, merge.counts());
  }

  private static String row(String address, String error, String parameters) {
    return "a,2026-01-31T10:00:00Z,ListBuckets,s3.amazonaws.com,%s,%s,%s\n"
        .formatted(address, error, '"' + parameters.replace("\"", "\"\"") + '"');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7 |              | {'Host':'s3.amazonaws.com'} | true",
        "192.0.2.7 |              | {'n':['1','2.5e3','true',null]} | true",
        "192.0.2.7 |              | '' | true",
        "192.0.2.8 |              | '' | false",
        "192.0.2.7 | AccessDenied | '' | false",
        "192.0.2.7 |              | {'Host':'other'} | false",
        "192.0.2.7 |              | {'more':'x'} | false",
      })
  void aRowIsACopyUnlessItContradicts(String address, String error, String parameters, boolean copy)
      throws IOException {
    String row =
        TABLE
            + row(
                address,
                error == null ? "" : error,
                parameters == null ? "" : parameters.replace('\'', '"'));
    for (Out out : List.of(merge(record("a"), row), merge(row, record("a")))) {
      assertThat(out.events).hasSize(copy ? 1 : 2);
      assertThat(out.events.get(0).fidelity()).isEqualTo(Fidelity.WHOLE);
      assertThat(out.counts.duplicates()).isEqualTo(copy ? 1 : 0);
      assertThat(out.counts.conflicts()).isEqualTo(copy ? 0 : 1);
      assertThat(out.counts.partial()).isEqualTo(1);
      assertThat(out.counts.lacking()).hasSize(1);
    }
  }

  @Test
  void ofTwoLossyCopiesTheFullestStays() throws IOException {
    String less =
        "eventid,eventtime,eventname,eventsource\na,2026-01-31T10:00:00Z,ListBuckets,s3.amazonaws.com\n";
    String more = TABLE + row("192.0.2.7", "", "{\"x\":1}");
    for (Out out : List.of(merge(less, more), merge(more, less))) {
      assertThat(out.events).hasSize(1);
      assertThat(out.events.get(0).sourceIPAddress()).isEqualTo("192.0.2.7");
    }
  }

  @Test
  void aWholeRecordWithLessContradicts() throws IOException {
    String failed =
        record("a")
            .replace("'errorCode'", "")
            .replace("\"readOnly\"", "\"errorCode\":\"AccessDenied\",\"readOnly\"");
    Out out = merge(record("a"), failed);
    assertThat(out.events).hasSize(2);
    assertThat(out.counts.conflicts()).isEqualTo(1);
  }

  @Test
  void copiesWithoutAnIdAreOneInWhateverOrderTheirMembersAre() throws IOException {
    String one =
        "{\"eventVersion\":\"1.0\",\"eventTime\":\"2026-01-31T10:00:00Z\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"X\",\"requestParameters\":{\"a\":1,\"b\":\"\\u00e9\"}}";
    String other =
        "{\"requestParameters\":{\"b\":\"é\", \"a\":1.0},\"eventName\":\"X\",\"eventVersion\":\"1.0\",\"eventSource\":\"s3.amazonaws.com\",\"eventTime\":\"2026-01-31T10:00:00Z\"}";
    assertThat(Gathered.from(one).ids()).isEqualTo(Gathered.from(other).ids());
    Out out = merge(one, other);
    assertThat(out.events).hasSize(1);
    assertThat(out.counts.duplicates()).isEqualTo(1);
  }

  @Test
  void aReusedIdIsFoundAgainUnderItsOwn() throws IOException {
    String later = record("a", 80_000);
    Out out = merge(record("a", 5), later);
    TrailEvent read = Gathered.from(later).events.get(0);
    assertThat(TrailMerge.idsOf(read)).contains("a", out.events.get(1).id());
  }
}
