package dev.gatehouse.trail.read;

import dev.gatehouse.trail.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Turns what a user names into files to read. */
public final class TrailFiles {
  private static final String STANDARD_INPUT = "-";

  private TrailFiles() {}

  /**
   * The files at {@code paths}: each a file, a folder (with all below it), a glob ({@code *},
   * {@code **}, {@code ?}, {@code [ ]}, {@code { }}) or {@code -} for standard input, which is
   * copied to a {@linkplain TemporaryFiles temporary file}. In the order of the paths, sorted
   * within each; a file reached twice is there once; hidden files inside folders are left out.
   *
   * @throws TrailFilesException if a path does not exist or holds no file
   */
  public static List<TrailFile> find(List<String> paths) throws IOException {
    return find(paths, System.in, sentence -> {});
  }

  /** {@link #find(List)} with another standard input. */
  public static List<TrailFile> find(List<String> paths, InputStream standardInput)
      throws IOException {
    return find(paths, standardInput, sentence -> {});
  }

  /**
   * {@link #find(List)} with another standard input.
   *
   * @param notices takes a sentence for each link that was not followed, since it leads back to a
   *     folder above it
   */
  public static List<TrailFile> find(
      List<String> paths, InputStream standardInput, Consumer<String> notices) throws IOException {
    if (paths.size() == 1) {
      return List.copyOf(expand(paths.get(0), standardInput, notices));
    }
    Map<Path, TrailFile> files = new LinkedHashMap<>();
    for (String path : paths) {
      for (TrailFile file : expand(path, standardInput, notices)) {
        files.putIfAbsent(file.path().toAbsolutePath().normalize(), file);
      }
    }
    return List.copyOf(files.values());
  }

  private static List<TrailFile> expand(
      String text, InputStream standardInput, Consumer<String> notices) throws IOException {
    if (text.equals(STANDARD_INPUT)) {
      return List.of(new TrailFile(STANDARD_INPUT, spool(standardInput), null));
    }
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw noSuchPath(text);
    }
    if (Files.isDirectory(path)) {
      return folder(path, text, notices);
    }
    if (Files.exists(path)) {
      if (!Files.isReadable(path)) {
        throw new TrailFilesException(
            TrailFilesException.Kind.UNREADABLE,
            "The file `" + text + "` may not be read; check its permissions.");
      }
      return List.of(TrailFile.of(text, path));
    }
    if (isGlob(text)) {
      return glob(text, notices);
    }
    throw noSuchPath(text);
  }

  private static Path spool(InputStream in) throws IOException {
    Path file = TemporaryFiles.create("stdin-", ".json");
    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private static List<TrailFile> folder(Path folder, String text, Consumer<String> notices)
      throws IOException {
    List<TrailFile> files = new ArrayList<>();
    for (Path path : below(folder, notices)) {
      if (!hidden(folder.relativize(path))) {
        files.add(TrailFile.of(path.toString(), path));
      }
    }
    if (files.isEmpty()) {
      throw new TrailFilesException(
          TrailFilesException.Kind.NOTHING_TO_READ,
          "The folder `" + text + "` holds no file; name the folder that holds the trail.");
    }
    return files;
  }

  private static List<TrailFile> glob(String text, Consumer<String> notices) throws IOException {
    Path base = globBase(text);
    List<TrailFile> files = new ArrayList<>();
    if (Files.isDirectory(base)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
      boolean here = base.toString().isEmpty() || !text.startsWith(base.toString());
      for (Path path : below(base, notices)) {
        if (matcher.matches(here ? base.relativize(path) : path)) {
          files.add(TrailFile.of(path.toString(), path));
        }
      }
    }
    if (files.isEmpty()) {
      throw new TrailFilesException(
          TrailFilesException.Kind.NO_SUCH_PATH,
          "No file matches `" + text + "`; `**` goes down into folders, `*` does not.");
    }
    return files;
  }

  /** The folder above the first part that holds a wildcard. */
  private static Path globBase(String text) {
    int wildcard = 0;
    while (!isGlob(text.substring(wildcard, wildcard + 1))) {
      wildcard++;
    }
    int slash = text.lastIndexOf('/', wildcard);
    return Path.of(slash < 0 ? "." : slash == 0 ? "/" : text.substring(0, slash));
  }

  private static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static List<Path> below(Path folder, Consumer<String> notices) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      // A visitor is handed the attributes that were read to walk; a stream asks for them again.
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof FileSystemLoopException) {
                notices.accept(
                    "left out the link `" + file + "`, which leads back to a folder above it");
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
      files.sort(null);
      return files;
    } catch (IOException e) {
      throw new TrailFilesException(
          TrailFilesException.Kind.UNREADABLE,
          "The folder `" + folder + "` cannot be listed: " + e.getMessage() + ".");
    }
  }

  private static boolean hidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static TrailFilesException noSuchPath(String text) {
    return new TrailFilesException(
        TrailFilesException.Kind.NO_SUCH_PATH,
        "There is no file or folder `"
            + text
            + "`; give a file, a folder, a glob in quotes or `-` for standard input.");
  }
}
