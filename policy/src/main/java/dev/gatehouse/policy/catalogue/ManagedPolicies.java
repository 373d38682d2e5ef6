package dev.gatehouse.policy.catalogue;

import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of AWS-managed policies, as republished under the MIT licence; {@link #source} says
 * which edition. A policy that is not here is unknown, never empty.
 */
public final class ManagedPolicies {
  /**
   * One policy in its default version as of the edition.
   *
   * @param version such as {@code v3}
   * @param date when AWS made that version
   */
  public record ManagedPolicy(String arn, String version, String date, JsonValue document) {}

  private static final class Holder {
    static final ManagedPolicies AWS = load();
  }

  private final String source;
  private final String date;
  private final Map<String, String> lines;

  private ManagedPolicies(String source, String date, Map<String, String> lines) {
    this.source = source;
    this.date = date;
    this.lines = lines;
  }

  /** The documents that ship with this module; read on first use. */
  public static ManagedPolicies aws() {
    return Holder.AWS;
  }

  /** Where the documents come from, in one line. */
  String source() {
    return source;
  }

  /** The newest change among the documents. */
  public String date() {
    return date;
  }

  public Set<String> arns() {
    return lines.keySet();
  }

  /**
   * The policy of an ARN; null when it is not known. ARNs of the partitions {@code aws-cn} and
   * {@code aws-us-gov} are not looked up as those of {@code aws}: their documents differ.
   */
  public @Nullable ManagedPolicy get(String arn) {
    String line = lines.get(arn);
    if (line == null) {
      return null;
    }
    JsonObject row = (JsonObject) JsonReader.read(line);
    return new ManagedPolicy(arn, text(row, "version"), text(row, "date"), value(row, "document"));
  }

  private static ManagedPolicies load() {
    try (InputStream in = ManagedPolicies.class.getResourceAsStream("managed-policies.jsonl")) {
      if (in == null) {
        throw new IllegalStateException("the managed policies are missing from the jar");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      JsonObject head = (JsonObject) JsonReader.read(reader.readLine());
      Map<String, String> lines = new HashMap<>();
      reader
          .lines()
          .forEach(
              line -> {
                int from = line.indexOf("arn:");
                lines.put(line.substring(from, line.indexOf('"', from)), line);
              });
      return new ManagedPolicies(text(head, "source"), text(head, "date"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("the managed policies cannot be read", e);
    }
  }

  private static String text(JsonObject row, String name) {
    String text = row.text(name);
    if (text == null) {
      throw new IllegalStateException("a managed policy has no `" + name + "`");
    }
    return text;
  }

  private static JsonValue value(JsonObject row, String name) {
    JsonValue value = row.get(name);
    if (value == null) {
      throw new IllegalStateException("a managed policy has no `" + name + "`");
    }
    return value;
  }
}
