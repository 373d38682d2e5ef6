package dev.gatehouse.core.detect;

/** Something that raises findings: a {@link Detector} or a {@link BehaviourDetector}. */
public sealed interface Detection permits Detector, BehaviourDetector {
  /** What it is, for people: the page of it in docs/detections.md is made from this. */
  About about();

  /** What it leans on. */
  Nature nature();
}
