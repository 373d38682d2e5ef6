package dev.gatehouse.cli.config;

import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A section of gatehouse.yaml that another part of the program describes.
 *
 * @param <T> what it says
 */
public interface ConfigSection<T> {
  /** Under which it stands in the file. */
  String key();

  /**
   * Reads it.
   *
   * @param folder of the file, from which paths are relative
   * @param wrong takes what is wrong, with the place
   */
  T read(Node node, Path folder, Wrong wrong);

  /** Every key with what it means, as it is printed by {@code config example}. */
  List<String> example();

  /** Takes what is wrong at a place of the file. */
  @FunctionalInterface
  interface Wrong {
    /** One sentence about what is written there. */
    void at(Node node, String sentence);
  }
}
