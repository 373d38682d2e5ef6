package dev.gatehouse.serve.source;

import java.nio.file.Path;

/** A folder that fills up. */
public record FolderSettings(Path folder) implements SourceSettings {
  @Override
  public String name() {
    return "folder:" + folder;
  }
}
