package dev.gatehouse.core.baseline.feature;

import dev.gatehouse.core.lineage.Activity;
import org.jspecify.annotations.Nullable;

/** A call, as seen of one of the subjects that have a part in it. */
public record SubjectActivity(Activity activity, Subject subject) {
  /** The call as seen of the subject of this kind; null if it has none. */
  public static @Nullable SubjectActivity of(Subject.Kind kind, @Nullable Activity activity) {
    Subject subject = activity == null ? null : Subject.of(kind, activity);
    return activity == null || subject == null ? null : new SubjectActivity(activity, subject);
  }
}
