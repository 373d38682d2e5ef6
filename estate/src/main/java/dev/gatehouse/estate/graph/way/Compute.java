package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.EdgeKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service that runs something with a role or hands out its credentials, and the calls that make
 * it do so for the caller. The ways are data: {@code compute.tsv}.
 *
 * @param trusts whom the role must trust: a service, or a family of providers of {@link
 *     dev.gatehouse.estate.graph.index.Trusts#trusting}; any one of these
 * @param calls all of these, of each any one
 * @param passes whether the caller hands the role over ({@code iam:PassRole}); otherwise something
 *     carries it already
 * @param profile whether the role must be in an instance profile
 * @param given what must exist besides; "" if nothing
 * @param source where it is written down
 */
public record Compute(
    EdgeKind kind,
    Set<String> trusts,
    List<Set<String>> calls,
    boolean passes,
    boolean profile,
    String given,
    String source) {

  /** All of them, in the order in which they are told. */
  public static final List<Compute> ALL = read();

  private static List<Compute> read() {
    List<Compute> all = new ArrayList<>();
    try (InputStream file = Compute.class.getResourceAsStream("compute.tsv")) {
      if (file == null) {
        throw new IllegalStateException("the ways through services are missing from the jar");
      }
      new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> all.add(of(line.split("\t", -1), EdgeKind.COMPUTE + all.size())));
    } catch (IOException e) {
      throw new UncheckedIOException("the ways through services cannot be read", e);
    }
    return List.copyOf(all);
  }

  /** A line: kind, how, trust, calls, what must exist, phrase, source. */
  private static Compute of(String[] cells, int place) {
    return new Compute(
        new EdgeKind(place, cells[0], cells[5]),
        alternatives(cells[2]),
        Arrays.stream(cells[3].split(", ")).map(Compute::alternatives).toList(),
        cells[1].startsWith("pass"),
        cells[1].endsWith("-profile"),
        cells[4],
        cells[6]);
  }

  private static Set<String> alternatives(String cell) {
    return Collections.unmodifiableSet(new TreeSet<>(List.of(cell.split("\\|"))));
  }
}
