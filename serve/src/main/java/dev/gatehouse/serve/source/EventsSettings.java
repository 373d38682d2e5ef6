package dev.gatehouse.serve.source;

import java.nio.file.Path;

/**
 * Events that are sent here over HTTP.
 *
 * @param path the last part of the address that they are sent to
 * @param secretFile holds the secret that whoever sends must know
 */
public record EventsSettings(String path, Path secretFile) implements SourceSettings {
  @Override
  public String name() {
    return "events:" + path;
  }
}
