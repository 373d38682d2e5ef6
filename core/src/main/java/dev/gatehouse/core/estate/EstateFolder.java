package dev.gatehouse.core.estate;

import dev.gatehouse.core.estate.intent.Edge;
import dev.gatehouse.core.estate.intent.TrustFile;
import dev.gatehouse.core.estate.intent.TrustMap;
import dev.gatehouse.core.trail.Json;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an estate from a folder. Each file is recognised by what is in it; its name says nothing. A
 * file that cannot be read costs only itself.
 */
public final class EstateFolder {
  /** No file of an estate is larger; a larger one is left out, with a sentence. */
  static final long FILE_BYTES_MAX = 256L * 1024 * 1024;

  private final List<Account> accounts = new ArrayList<>();
  private final List<PlannedChange> changes = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> unused = new ArrayList<>();
  private @Nullable Organization organization;
  private @Nullable List<Edge> edges;

  private EstateFolder() {}

  /**
   * What a folder gave.
   *
   * @param problems one sentence for each file or row that is malformed
   * @param unused files in which nothing known was recognised, relative to the folder
   */
  public record Reading(Estate estate, List<String> problems, List<String> unused) {
    public Reading {
      problems = List.copyOf(problems);
      unused = List.copyOf(unused);
    }
  }

  /**
   * Reads all files of a folder and the folders below it, in the order of their names.
   *
   * @throws IOException if the folder itself cannot be listed
   */
  public static Reading read(Path folder) throws IOException {
    return read(folder, TagNames.DEFAULT);
  }

  /**
   * Reads a folder whose accounts carry tags of other names.
   *
   * @throws IOException if the folder itself cannot be listed
   */
  public static Reading read(Path folder, TagNames tagNames) throws IOException {
    EstateFolder reader = new EstateFolder();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      reader.file(file, folder.relativize(file).toString());
    }
    Estate estate =
        new Estate(
            reader.organization,
            reader.accounts,
            reader.changes,
            reader.networks,
            reader.edges == null ? TrustMap.ABSENT : TrustMap.of(reader.edges),
            tagNames);
    return new Reading(estate, reader.problems, reader.unused);
  }

  private void file(Path file, String name) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        problems.add("`" + name + "` is left out: it is larger than 256 MB.");
        return;
      }
      content(Files.readString(file), name);
    } catch (MalformedInputException binary) {
      problems.add("`" + name + "` is left out: it is not UTF-8 text.");
    } catch (IOException e) {
      problems.add("`" + name + "` cannot be read: " + e.getMessage() + ".");
    } catch (IllegalArgumentException e) {
      problems.add("`" + name + "` is left out: " + e.getMessage());
    }
  }

  private void content(String text, String name) {
    String head = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String start = head.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      json(Json.tree(head), head, name);
    } else if (TrustFile.recognises(start)) {
      trust(head, name);
    } else if (NetworkTable.recognises(start)) {
      networks.addAll(NetworkTable.read(start, name, problems));
    } else {
      unused.add(name);
    }
  }

  private void trust(String text, String name) {
    List<Edge> read = TrustFile.read(text, name, problems);
    edges = edges == null ? new ArrayList<>() : edges;
    edges.addAll(read);
  }

  private void json(@Nullable Object tree, String text, String name) {
    if (tree instanceof Map<?, ?> map && map.get("edges") instanceof List) {
      trust(text, name);
    } else if (tree instanceof Map<?, ?> map && OrganizationFile.recognises(map)) {
      OrganizationFile file = OrganizationFile.read(map);
      accounts.addAll(file.accounts());
      organization = file.organization() != null ? file.organization() : organization;
    } else if (tree instanceof List<?> list && ChangesFile.recognises(list)) {
      changes.addAll(ChangesFile.read(list, name, problems));
    } else {
      unused.add(name);
    }
  }
}
