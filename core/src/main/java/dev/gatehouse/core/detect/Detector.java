package dev.gatehouse.core.detect;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Stage;

/**
 * One detection: activities and a memory in, findings out.
 *
 * <p>One name in four shapes: class {@code DeniedBurst}, id {@code denied-burst}, folder {@code
 * cases/denied-burst}, section in docs/detections.md.
 *
 * @param <M> memory of one key
 */
public interface Detector<M> extends Stage<Activity, M, Finding> {
  /** What it is, for people: the page of it in docs/detections.md is made from this. */
  About about();
}
