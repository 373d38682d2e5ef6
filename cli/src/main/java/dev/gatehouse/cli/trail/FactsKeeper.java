package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.baseline.KeepBaseline;
import dev.gatehouse.core.baseline.hour.FactsFolder;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.baseline.hour.HourFactsCollector;
import dev.gatehouse.core.baseline.hour.OpenHours;
import dev.gatehouse.core.baseline.hour.SubjectHour;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Takes up the hourly facts of earlier runs and adds those of this one. */
public final class FactsKeeper {
  private final Path path;
  private final FactsFolder folder;
  private final HourFactsCollector book;
  private final OpenHours before;
  private final OpenHours open;

  /**
   * Keeps facts in the folder at {@code path}, which is made if it is not there.
   *
   * @throws Refusal if nothing can be written there
   */
  public FactsKeeper(Path path, Estate estate) {
    this.path = path;
    this.folder = new FactsFolder(path);
    this.book = new HourFactsCollector(estate, subject -> true);
    try {
      folder.prepare();
    } catch (IOException e) {
      throw unwritable(e);
    }
    try {
      this.before = folder.openHours();
      this.open = folder.openHours();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  BaselineSetup before(Instant first, BaselineSetup baselines) {
    try {
      return baselines.learning(folder, first);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Refusal unreadable(IOException e) {
    return Refusal.unreadable(
        "The hourly facts in `" + path + "` cannot be read: " + e.getMessage());
  }

  /** When learning began: on the oldest day that is kept, or with the event at {@code first}. */
  Instant begun(Instant first) {
    try {
      return folder
          .firstDay()
          .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
          .filter(day -> day.isBefore(first.truncatedTo(ChronoUnit.DAYS)))
          .orElse(first);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  void add(Activity activity) {
    // What a run before has learned of an hour that was not over is not learned again.
    if (!open.add(HourFacts.hourOf(activity.event().time()), activity.event().id())) {
      return;
    }
    book.add(activity);
    write(book.take(KeepBaseline.LAG, false));
  }

  /** Writes the rest, and what a later run must know of the hours that are not over. */
  void finish() {
    write(book.take(KeepBaseline.LAG, true));
    try {
      folder.keep(open);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(List<SubjectHour> hours) {
    if (hours.isEmpty()) {
      return;
    }
    try {
      folder.write(hours, before);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Refusal unwritable(IOException e) {
    return Refusal.unreadable(
        "The hourly facts cannot be written to `"
            + path
            + "`: "
            + e.getMessage()
            + ". Is it a folder with room?");
  }
}
