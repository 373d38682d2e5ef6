package dev.gatehouse.gate.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * All services of AWS and what their operations are called: enough to tell which call a request is,
 * for services that the gate does not answer for itself.
 */
public final class ServiceIndex {
  /**
   * One operation.
   *
   * @param method and {@code uri} are "" where the protocol has the operation in a header or body
   */
  public record Entry(String operation, String method, String uri) {}

  /**
   * One service.
   *
   * @param name that requests are signed for
   * @param endpoint the first label of its host
   * @param target what stands before the operation in X-Amz-Target; "" where there is none
   */
  public record Listed(
      String name,
      String endpoint,
      String protocol,
      String version,
      String target,
      List<Entry> operations) {}

  private static final class Holder {
    static final ServiceIndex AWS = load();
  }

  private final Map<String, List<Listed>> byName = new HashMap<>();
  private final Set<String> endpoints = new HashSet<>();

  private ServiceIndex() {}

  /** The index that ships with this module; read on first use. */
  public static ServiceIndex aws() {
    return Holder.AWS;
  }

  /** The services of a signing name; a few share one. */
  public List<Listed> services(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** Whether a service's host begins with a label. */
  boolean isEndpoint(String label) {
    return endpoints.contains(label);
  }

  private static ServiceIndex load() {
    ServiceIndex index = new ServiceIndex();
    try (InputStream in = ServiceIndex.class.getResourceAsStream("operations.tsv.gz")) {
      if (in == null) {
        throw new IllegalStateException("the index of services is missing from the jar");
      }
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8));
      List<Entry> operations = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split("\t", -1);
        if (line.startsWith("#")) {
          continue;
        }
        if (cells[0].equals("S")) {
          operations = new ArrayList<>();
          index.add(new Listed(cells[1], cells[2], cells[3], cells[4], cells[5], operations));
        } else {
          operations.add(
              new Entry(
                  cells[0], cells.length > 1 ? cells[1] : "", cells.length > 2 ? cells[2] : ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the index of services cannot be read", e);
    }
    return index;
  }

  private void add(Listed service) {
    byName.computeIfAbsent(service.name(), name -> new ArrayList<>()).add(service);
    endpoints.add(service.endpoint());
    endpoints.add(service.endpoint().substring(service.endpoint().lastIndexOf('.') + 1));
  }
}
