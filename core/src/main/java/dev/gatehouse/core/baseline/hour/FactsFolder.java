package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.trail.write.WholeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Hourly facts on disk: {@code facts-2026-03-01.jsonl.gz}, one file a UTC day, one {@link
 * SubjectHour} a line in the order of hours. A file is written beside its place and moved there
 * whole, so a reader never sees half a day.
 */
public final class FactsFolder {
  private static final Pattern NAME = Pattern.compile("facts-\\d{4}-\\d\\d-\\d\\d\\.jsonl\\.gz");
  private static final String OPEN = "open-hours.gz";
  private static final Comparator<SubjectHour> BY_HOUR =
      Comparator.comparingInt((SubjectHour hour) -> hour.facts().hour())
          .thenComparing(hour -> hour.subject().key());

  private final Path folder;

  public FactsFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Hands over all facts, day by day, in the order of hours.
   *
   * @throws IOException if a file cannot be read, or holds something else
   */
  public void read(Consumer<SubjectHour> each) throws IOException {
    for (Path file : files()) {
      readDay(file, each);
    }
  }

  /**
   * The oldest day of which there are facts; empty if there are none.
   *
   * @throws IOException if the folder cannot be listed
   */
  public Optional<LocalDate> firstDay() throws IOException {
    return files().stream()
        .findFirst()
        .map(file -> file.getFileName().toString().substring(6, 16))
        .map(LocalDate::parse);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static void readDay(Path file, Consumer<SubjectHour> each) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(SubjectHour.of(line));
      }
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new IOException("`" + file + "` is no file of hourly facts: " + e.getMessage(), e);
    }
  }

  /**
   * The hours that were not over when the run before ended.
   *
   * @throws IOException if the file cannot be read, or holds something else
   */
  public OpenHours openHours() throws IOException {
    return OpenHours.read(folder.resolve(OPEN));
  }

  /** Keeps the hours that are not over now. */
  public void keep(OpenHours open) throws IOException {
    Files.createDirectories(folder);
    Path beside = Files.createTempFile(folder, ".open", ".tmp");
    try {
      open.write(beside);
      WholeFile.replace(beside, folder.resolve(OPEN));
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Makes sure that facts can be written later on.
   *
   * @throws IOException if they cannot
   */
  public void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, ".facts", ".tmp"));
  }

  /**
   * Adds facts; of those of a subject and hour that is there already, the ones of more calls stay.
   */
  public void write(Collection<SubjectHour> facts) throws IOException {
    write(facts, OpenHours.none());
  }

  /**
   * Adds facts.
   *
   * @param open hours of which there is a part already, to which these are added; of other hours
   *     that are there the facts of more calls stay: a run that only saw some late ones knows less
   */
  public void write(Collection<SubjectHour> facts, OpenHours open) throws IOException {
    Map<Integer, Map<String, SubjectHour>> days = new TreeMap<>();
    for (SubjectHour hour : facts) {
      days.computeIfAbsent(hour.facts().day(), day -> new LinkedHashMap<>()).put(name(hour), hour);
    }
    Files.createDirectories(folder);
    for (Map.Entry<Integer, Map<String, SubjectHour>> day : days.entrySet()) {
      Path file = folder.resolve("facts-" + LocalDate.ofEpochDay(day.getKey()) + ".jsonl.gz");
      if (Files.exists(file)) {
        readDay(
            file,
            known ->
                day.getValue().merge(name(known), known, (now, before) -> of(before, now, open)));
      }
      writeDay(file, day.getValue().values());
    }
  }

  private static SubjectHour of(SubjectHour before, SubjectHour now, OpenHours open) {
    if (open.wasOpen(now.facts().hour())) {
      return new SubjectHour(now.subject(), before.facts().and(now.facts()));
    }
    return now.facts().counts().calls() >= before.facts().counts().calls() ? now : before;
  }

  private static String name(SubjectHour hour) {
    return hour.facts().hour() + " " + hour.subject().key();
  }

  private void writeDay(Path file, Collection<SubjectHour> facts) throws IOException {
    try (WholeFile whole = WholeFile.ofOwner(file);
        Writer out = new OutputStreamWriter(new GZIPOutputStream(whole), StandardCharsets.UTF_8)) {
      for (SubjectHour hour : facts.stream().sorted(BY_HOUR).toList()) {
        out.append(hour.json()).append('\n');
      }
      whole.whole();
    }
  }
}
