package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Arrows between packages run one way: {@code packages.txt} names every package of every module, in
 * an order in which each uses only earlier ones, and says which. A package that it does not name
 * fails.
 */
@Tag("once")
public class PackageArrowsTest {
  private static final String ROOT = "dev.gatehouse.";

  /** Modules that the tested one does not see, as they stand above it. */
  protected Set<String> modulesAbove() {
    return Set.of("flink", "benchmarks");
  }

  @Test
  protected void packagesUseWhatTheListSaysAndNothingElse() throws IOException {
    Map<String, Set<String>> listed = listed();
    listed.keySet().removeIf(name -> modulesAbove().contains(module(name)));
    assertThat(asText(used())).isEqualTo(asText(listed));
  }

  @Test
  protected void theListIsInOrder() throws IOException {
    Set<String> earlier = new TreeSet<>();
    for (String line : lines()) {
      String name = line.substring(0, line.indexOf(':'));
      assertThat(earlier).as("packages that `%s` uses", name).containsAll(uses(line));
      earlier.add(name);
    }
  }

  private static Map<String, Set<String>> used() {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // Test classes of other modules come as a jar once these are packaged.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.gatehouse")) {
      Set<String> targets = used.computeIfAbsent(name(each), any -> new TreeSet<>());
      each.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .map(JavaClass::getBaseComponentType)
          .filter(target -> target.getPackageName().startsWith(ROOT))
          .map(PackageArrowsTest::name)
          .filter(target -> !target.equals(name(each)))
          .forEach(targets::add);
    }
    return used;
  }

  private static String name(JavaClass each) {
    return each.getPackageName().substring(ROOT.length());
  }

  private static String module(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static Map<String, Set<String>> listed() throws IOException {
    return lines().stream()
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                PackageArrowsTest::uses,
                (one, other) -> {
                  throw new IllegalStateException("A package is named twice.");
                },
                TreeMap::new));
  }

  private static Set<String> uses(String line) {
    return Arrays.stream(line.substring(line.indexOf(':') + 1).strip().split(" +"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> lines() throws IOException {
    try (InputStream list = PackageArrowsTest.class.getResourceAsStream("/packages.txt")) {
      return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static String asText(Map<String, Set<String>> arrows) {
    return arrows.entrySet().stream()
        .map(each -> each.getKey() + ": " + String.join(" ", each.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
