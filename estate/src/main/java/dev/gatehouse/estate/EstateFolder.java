package dev.gatehouse.estate;

import dev.gatehouse.estate.intent.TrustFile;
import dev.gatehouse.estate.signal.FlowAnomalyFile;
import dev.gatehouse.estate.signal.GuardDutyFile;
import dev.gatehouse.estate.source.IamCollectTree;
import dev.gatehouse.estate.source.InventoryReader;
import dev.gatehouse.estate.yaml.Yaml;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

  private final Estate.Builder estate = new Estate.Builder();
  private final List<String> problems = new ArrayList<>();
  private final List<String> unused = new ArrayList<>();
  private int recognised;
  private final InventoryReader inventory = new InventoryReader(problems);
  private final IamCollectTree collected = new IamCollectTree();

  private EstateFolder() {}

  /**
   * What a folder gave.
   *
   * @param recognised how many files told something
   * @param problems one sentence for each file or row that is malformed
   * @param unused files in which nothing known was recognised, relative to the folder
   */
  public record Reading(Estate estate, int recognised, List<String> problems, List<String> unused) {
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
    reader.folder(folder);
    return reader.reading(tagNames);
  }

  /**
   * Reads suppressions that lie outside an estate folder, and the folder if there is one.
   *
   * @throws IOException if the folder cannot be listed or the file cannot be read
   * @throws IllegalArgumentException with one sentence if the file holds no suppressions
   */
  public static Reading read(@Nullable Path folder, Path suppressions) throws IOException {
    EstateFolder reader = new EstateFolder();
    if (folder != null) {
      reader.folder(folder);
    }
    String name = String.valueOf(suppressions.getFileName());
    String text = Files.readString(suppressions);
    Object tree = text.stripLeading().startsWith("{") ? Json.tree(text) : Yaml.tree(text);
    if (!(tree instanceof Map<?, ?> map) || !SuppressionsFile.recognises(map)) {
      throw new IllegalArgumentException("it holds no list named `suppressions`.");
    }
    reader.estate.suppressions(SuppressionsFile.read(map, name, reader.problems));
    reader.recognised++;
    return reader.reading(TagNames.DEFAULT);
  }

  private void folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      file(file, folder.relativize(file).toString());
    }
    collected();
  }

  private Reading reading(TagNames tagNames) {
    Estate whole = estate.inventory(inventory.inventory()).tagNames(tagNames).build();
    return new Reading(whole, recognised, problems, unused);
  }

  private void file(Path file, String name) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        problems.add("`" + name + "` is left out: it is larger than 256 MB.");
        return;
      }
      int before = unused.size();
      content(Files.readString(file), name);
      recognised += unused.size() == before ? 1 : 0;
    } catch (MalformedInputException binary) {
      problems.add("`" + name + "` is left out: it is not UTF-8 text.");
    } catch (IOException e) {
      problems.add("`" + name + "` cannot be read: " + e.getMessage() + ".");
    } catch (IllegalArgumentException e) {
      problems.add("`" + name + "` is left out: " + e.getMessage());
    }
  }

  /** What a tree of small files amounts to is read like AWS's own outputs. */
  private void collected() {
    collected
        .documents()
        .forEach(
            (name, document) -> {
              try {
                tree(document, name);
              } catch (IllegalArgumentException e) {
                problems.add("`" + name + "` is left out: " + e.getMessage());
              }
            });
    recognised -= collected.unused().size();
    unused.addAll(collected.unused());
    Collections.sort(unused);
  }

  private void content(String text, String name) {
    String head = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String start = head.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      json(head, name);
    } else if (TrustFile.recognises(start)) {
      estate.trust(TrustFile.read(head, name, problems));
    } else if (inventory.readText(start, name)) {
      return;
    } else if (NetworkTable.recognises(start)) {
      estate.networks(NetworkTable.read(start, name, problems));
    } else if (Yaml.looksLike(start)) {
      tree(Yaml.tree(head), name);
    } else {
      unused.add(name);
    }
  }

  /** Of a document that breaks off what is whole is used where that makes sense: in a dump. */
  private void json(String text, String name) {
    Object tree;
    try {
      tree = Json.treeOfDistinctNames(text);
    } catch (IllegalArgumentException e) {
      Json.Begun begun = Json.begun(text);
      if (begun.entries() == 0 || !inventory.read(begun.tree(), name, false)) {
        throw e;
      }
      problems.add(
          "`%s` breaks off or is damaged after %,d of %,d characters: the %,d entries before that are used."
              .formatted(name, begun.characters(), text.length(), begun.entries()));
      return;
    }
    if (tree instanceof Map<?, ?> map && map.get("edges") instanceof List) {
      estate.trust(TrustFile.read(text, name, problems));
    } else {
      tree(tree, name);
    }
  }

  private void tree(@Nullable Object tree, String name) {
    if (collected.take(tree, name)) {
      return;
    }
    boolean known = false;
    if (tree instanceof Map<?, ?> map && OrganizationFile.recognises(map)) {
      OrganizationFile file = OrganizationFile.read(map);
      estate.accounts(file.accounts());
      if (file.organization() != null) {
        estate.organization(file.organization());
      }
      known = true;
    } else if (tree instanceof List<?> list && ChangesFile.recognises(list)) {
      estate.changes(ChangesFile.read(list, name, problems));
      known = true;
    } else if (tree instanceof Map<?, ?> map && PeopleFile.recognises(map)) {
      estate.people(PeopleFile.people(map, name, problems));
      estate.shifts(PeopleFile.shifts(map, name, problems));
      known = true;
    } else if (tree instanceof Map<?, ?> map && SuppressionsFile.recognises(map)) {
      estate.suppressions(SuppressionsFile.read(map, name, problems));
      known = true;
    } else if (tree instanceof Map<?, ?> map && FlowAnomalyFile.recognises(map)) {
      estate.signals(FlowAnomalyFile.read(map, name, problems));
      known = true;
    } else if (GuardDutyFile.recognises(tree)) {
      estate.signals(GuardDutyFile.read(tree, name, problems));
      known = true;
    }
    if (!inventory.read(tree, name, true) && !known) {
      unused.add(name);
    }
  }
}
