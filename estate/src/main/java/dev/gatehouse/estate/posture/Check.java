package dev.gatehouse.estate.posture;

import java.util.function.Consumer;

/** One family of questions. Stateless. */
interface Check {
  void run(Scene scene, Consumer<PostureResult> results);
}
