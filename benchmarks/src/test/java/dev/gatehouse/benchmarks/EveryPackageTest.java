package dev.gatehouse.benchmarks;

import dev.gatehouse.app.PackageArrowsTest;
import java.util.Set;

/** The arrows of all packages, seen from the one module that no other stands on. */
class EveryPackageTest extends PackageArrowsTest {
  @Override
  protected Set<String> modulesAbove() {
    return Set.of();
  }
}
