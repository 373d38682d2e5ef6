package dev.gatehouse.trail.read;

import static dev.gatehouse.trail.SampleRecords.gzip;
import static dev.gatehouse.trail.SampleRecords.join;
import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.github.luben.zstd.Zstd;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.scan.JsonScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any input. */
class ReadingProperties {

  @Property(tries = 200, seed = "20261130")
  void anyPackingOfTheSameRecordsGivesTheSameEvents(
      @ForAll @IntRange(min = 1, max = 40) int count, @ForAll Random random) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Some are larger than the window, some carry text that looks like JSON.
      String filler = "x".repeat(random.nextInt(10) == 0 ? 300_000 : random.nextInt(50));
      records.add(
          record("e" + i, i).replace("\"Host\":\"", "\"Host\":\"{\\\"eventVersion\\\":" + filler));
    }
    List<TrailEvent> expected = Gathered.from(String.join("\n", records)).events;
    assertThat(expected).hasSize(count);
    Gathered packed = Gathered.from(pack(records, random));
    assertThat(packed.rejected).isEmpty();
    assertThat(packed.events).isEqualTo(expected);
  }

  /** Cuts the list at random places and writes each piece in a random form. */
  private static byte[] pack(List<String> records, Random random) {
    boolean compressed = random.nextBoolean();
    byte[] all = new byte[0];
    int from = 0;
    while (from < records.size()) {
      int to = from + 1 + random.nextInt(records.size() - from);
      List<String> piece = records.subList(from, to);
      String text =
          switch (random.nextInt(4)) {
            case 0 -> "{\"Records\":[" + String.join(",", piece) + "]}";
            case 1 -> "[ " + String.join(" ,\n", piece) + " ]";
            case 2 -> String.join("\r\n", piece) + "\n";
            default -> String.join("", piece);
          };
      all = join(all, compressed ? gzip(text) : text.getBytes(StandardCharsets.UTF_8));
      from = to;
    }
    return random.nextBoolean() ? Zstd.compress(all) : all;
  }

  @Property(tries = 2000, seed = "20261130")
  void nothingBeforeARecordHidesIt(@ForAll("jsonLike") byte[] noise) {
    byte[] record = record("found").getBytes(StandardCharsets.UTF_8);
    Gathered gathered = Gathered.from(join(noise, record));
    assertThat(gathered.ids()).as(new String(noise, StandardCharsets.UTF_8)).contains("found");
  }

  @Property(tries = 1000, seed = "20261130")
  void anyBytesAreReadWithoutAnException(@ForAll @Size(max = 300) byte[] bytes) {
    byte[][] heads = {
      {}, {0x1F, (byte) 0x8B, 8, 0}, {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD}, {'P', 'K', 3, 4}
    };
    for (byte[] head : heads) {
      Gathered gathered = Gathered.from(join(head, bytes));
      assertThat(gathered.events).isEmpty();
    }
  }

  @Property(tries = 5000, seed = "20261130")
  void scannerAcceptsWhatJacksonAccepts(@ForAll("jsonLike") byte[] text) {
    byte[] object = join("{\"a\":".getBytes(StandardCharsets.UTF_8), text, new byte[] {'}'});
    assertThat(scans(object))
        .as(new String(object, StandardCharsets.UTF_8))
        .isEqualTo(jacksonAccepts(object));
  }

  private static boolean scans(byte[] object) {
    JsonScanner scanner = new JsonScanner(100);
    scanner.over(Arrays.copyOf(object, object.length + JsonScanner.SLACK), object.length);
    return scanner.value(0, 0) == object.length;
  }

  private static boolean jacksonAccepts(byte[] object) {
    try (JsonParser parser = new JsonFactory().createParser(object)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.currentLocation().getByteOffset() == object.length;
    } catch (IOException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<byte[]> jsonLike() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\"a\"",
            "\"b\":",
            "{\"c\":",
            "1",
            "-0.5e3",
            "01",
            "true",
            "fals",
            "null",
            " ",
            "\n",
            "\t",
            "\\u0041",
            "\\u00",
            "\"\\\"\"",
            "{\"Records\":[",
            "{\"eventVersion\":",
            "\"eventName\":\"x\",",
            "[{",
            "}]",
            "\u00e9",
            ".",
            "e",
            "\u0001")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
  }

  @Tag("long")
  @Property(tries = 20_000, seed = "20261130")
  void damageCostsOnlyWhatItTouches(@ForAll Random random) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(record("e" + i, i));
    }
    byte[] text =
        ("{\"Records\":[" + String.join(",", records) + "]}").getBytes(StandardCharsets.UTF_8);
    int at = 12 + random.nextInt(text.length - 12);
    int length = Math.min(1 + random.nextInt(30), text.length - at);
    byte[] noise = new byte[random.nextInt(40)];
    random.nextBytes(noise);
    byte[] damaged =
        join(Arrays.copyOf(text, at), noise, Arrays.copyOfRange(text, at + length, text.length));
    Gathered gathered = Gathered.from(damaged);
    // A change inside a string goes unnoticed; else one record, or the two at a border, are lost.
    assertThat(gathered.events.size()).isBetween(18, 20);
    assertThat(gathered.events.size() + gathered.rejected.size()).isGreaterThanOrEqualTo(19);
  }

  @Tag("long")
  @Property(tries = 5000, seed = "20261130")
  void damagedArchivesGiveWhatCameBefore(@ForAll Random random) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      lines.writeBytes(record("e" + random.nextInt(), i).getBytes(StandardCharsets.UTF_8));
    }
    byte[] packed =
        random.nextBoolean() ? gzip(lines.toByteArray()) : Zstd.compress(lines.toByteArray());
    packed[4 + random.nextInt(packed.length - 4)] ^= (byte) (1 << random.nextInt(8));
    Gathered gathered = Gathered.from(packed);
    assertThat(gathered.events.size()).isLessThanOrEqualTo(50);
    assertThat(gathered.events.size() == 50 || !gathered.rejected.isEmpty()).isTrue();
  }
}
