package dev.gatehouse.cli;

import picocli.CommandLine;

/** What {@code --version} prints. */
public final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {dev.gatehouse.output.Version.line()};
  }
}
