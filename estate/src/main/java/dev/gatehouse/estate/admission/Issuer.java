package dev.gatehouse.estate.admission;

import dev.gatehouse.policy.aws.Partition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who issues tokens to build jobs or pods, and how its subjects are made.
 *
 * @param name how the provider's name begins
 * @param servesEveryone whether all its customers have tokens of the one issuer
 * @param owner its word for whom a job belongs to, such as {@code organization}; null where its
 *     subjects do not tell
 * @param project its word for what the job builds, such as {@code repository}
 * @param run its word for how the job was started; null where its subjects do not tell
 * @param subject how subjects are made, with {@code {owner}}, {@code {project}}, {@code {run}} and
 *     {@code {any}}
 * @param example a subject that a person fills in
 */
public record Issuer(
    String name,
    boolean servesEveryone,
    @Nullable String audiencePattern,
    @Nullable String owner,
    String project,
    @Nullable String run,
    String subject,
    String example) {
  private static final List<Issuer> KNOWN = read();

  /** The issuer of a provider named {@code provider}; empty where nothing is known of it. */
  public static Optional<Issuer> of(String provider) {
    String lower = provider.toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(
            each ->
                lower.equals(each.name)
                    || lower.startsWith(each.name + "/")
                    || (each.isPrefix() && lower.startsWith(each.name)))
        .findFirst();
  }

  private boolean isPrefix() {
    return name.endsWith(".") || name.endsWith("/");
  }

  /** Whether it issues tokens to pods of a cluster. */
  boolean isCluster() {
    return name.endsWith("eks.");
  }

  /**
   * The audience that its tokens for AWS usually have, words in capitals where only the customer
   * knows; null where it is not known.
   */
  public @Nullable String audience(String partition) {
    return audiencePattern == null
        ? null
        : audiencePattern.replace("{sts}", "sts." + Partition.of(partition).domain());
  }

  private static List<Issuer> read() {
    try (InputStream file = Issuer.class.getResourceAsStream("issuers.tsv")) {
      if (file == null) {
        throw new IllegalStateException("The build has left issuers.tsv out of the jar.");
      }
      return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(Issuer::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Issuer row(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 8) {
      throw new IllegalStateException("issuers.tsv: eight cells are needed in `" + line + "`");
    }
    return new Issuer(
        cells[0],
        cells[1].equals("everyone"),
        cell(cells[2]),
        cell(cells[3]),
        cells[4],
        cell(cells[5]),
        cells[6],
        cells[7]);
  }

  private static @Nullable String cell(String text) {
    return text.equals("-") ? null : text;
  }
}
