package dev.gatehouse.estate.admission;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ServicePrincipal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A service that acts for customers, and what somebody makes it do where a policy does not say for
 * whom it may (AWS, "Cross-service confused deputy prevention", one page a service).
 *
 * @param service the principal, such as {@code sns.amazonaws.com}
 * @param source whether it names the resource and account it acts for
 * @param sourceArn patterns of that resource, the usual one first, separated by {@code |}, with
 *     {@code {account}} for its owner and {@code {id}} for a name that AWS makes up; null when none
 *     fits
 * @param roleAttack what somebody who may hand over the role does; null when the service does not
 *     work that way. No service takes a role of another account, so it is somebody inside
 * @param resourceAttack what somebody in any account does with a resource that lets the service in;
 *     null when nothing is known
 */
public record ServiceDeputy(
    String service,
    Source source,
    @Nullable String sourceArn,
    @Nullable String roleAttack,
    @Nullable String resourceAttack) {
  /** Whether a service says for whom it acts. */
  public enum Source {
    /** It does, and AWS documents it. */
    SENT,
    /** It does as far as is known, and no page promises it. */
    UNDOCUMENTED,
    /** It does not, so a condition on it would refuse every call. */
    NOT_SENT,
    /** Nothing is known of the service. */
    UNKNOWN
  }

  /** Services that send an ExternalId. */
  private static final Set<String> EXTERNAL_ID = Set.of("cognito-idp", "containment.security-ir");

  private static final Map<String, ServiceDeputy> KNOWN = read();

  /** What is known of a service principal; of regional and Chinese names too. */
  public static ServiceDeputy of(String principal) {
    String name = ServicePrincipal.service(principal);
    ServiceDeputy known = KNOWN.get(name);
    if (known == null && name.indexOf('.') > 0) {
      known = KNOWN.get(name.replaceFirst("\\.[a-z]{2,}(-[a-z]+)+-[0-9]+$", ""));
    }
    if (known == null) {
      return new ServiceDeputy(principal, Source.UNKNOWN, null, null, null);
    }
    return new ServiceDeputy(
        principal, known.source, known.sourceArn, known.roleAttack, known.resourceAttack);
  }

  /**
   * The pattern of the resources of an account for which the service acts; null when none is known.
   */
  public @Nullable String sourceArn(String account, String partition) {
    return sourceArn == null
        ? null
        : pattern(sourceArn.split("\\|", -1)[0], account, "*", partition);
  }

  /**
   * The forms of what the service sends as aws:SourceArn where it acts for an account that is not
   * meant.
   *
   * @param id a name that AWS made up: nobody's to choose, but an account that is named has those
   *     that a policy spells
   */
  List<String> sourceArns(String account, String id, String partition) {
    return sourceArn == null
        ? List.of(new Arn(partition, "*", "*", account, "*").toString())
        : Arrays.stream(sourceArn.split("\\|", -1))
            .map(each -> pattern(each, account, id, partition))
            .toList();
  }

  private static String pattern(String form, String account, String id, String partition) {
    return form.replace("{account}", account)
        .replace("{id}", id)
        .replaceFirst("^arn:aws:", "arn:" + partition + ":");
  }

  /**
   * The forms of all that the service can send as aws:SourceArn. Which kinds of resources it acts
   * for is not told completely by any page, so only the service and where region and account stand
   * count.
   */
  List<Shape> allSources() {
    if (sourceArn == null) {
      return List.of(Shape.of("arn:*:*:*:*:*"));
    }
    List<Shape> shapes = new ArrayList<>();
    for (String form : sourceArn.split("\\|", -1)) {
      Arn arn = Arn.parse(form);
      if (arn != null) {
        String region = arn.region().isEmpty() ? "" : "*";
        String account = arn.account().isEmpty() ? "" : "*";
        String resource = shapes.isEmpty() ? "*" : arn.resource().replace("{id}", "*");
        for (String name :
            new TreeSet<>(List.of(arn.service(), ServicePrincipal.service(service)))) {
          shapes.add(Shape.of(new Arn("*", name, region, account, resource).toString()));
        }
      }
    }
    return shapes;
  }

  /** One value of each form, as {@link #allSources} has them. */
  List<String> sampleSources(String account) {
    return allSources().stream()
        .map(each -> each.pattern().split(":", 6))
        .map(
            part ->
                new Arn(
                        "aws",
                        part[2].replace("*", "s3"),
                        part[3].replace("*", "us-east-1"),
                        part[4].replace("*", account),
                        part[5].replace("*", Domain.FRESH))
                    .toString())
        .toList();
  }

  /**
   * Whether the service sends an ExternalId with AssumeRole: Amazon Cognito does for messages
   * (Cognito guide, "SMS message settings"), Security Incident Response for containment.
   */
  boolean sendsExternalId() {
    return EXTERNAL_ID.contains(ServicePrincipal.service(service));
  }

  private static Map<String, ServiceDeputy> read() {
    Map<String, ServiceDeputy> known = new TreeMap<>();
    try (InputStream file = ServiceDeputy.class.getResourceAsStream("services.tsv")) {
      if (file == null) {
        throw new IllegalStateException("The build has left services.tsv out of the jar.");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
      lines.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(line -> add(line, known));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private static void add(String line, Map<String, ServiceDeputy> known) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 5) {
      throw new IllegalStateException("services.tsv: five cells are needed in `" + line + "`");
    }
    Source source =
        switch (cells[1]) {
          case "sent" -> Source.SENT;
          case "undocumented" -> Source.UNDOCUMENTED;
          case "not-sent" -> Source.NOT_SENT;
          default -> throw new IllegalStateException("services.tsv: no source in `" + line + "`");
        };
    known.put(
        cells[0],
        new ServiceDeputy(cells[0], source, cell(cells[2]), cell(cells[3]), cell(cells[4])));
  }

  private static @Nullable String cell(String text) {
    return text.equals("-") ? null : text;
  }
}
