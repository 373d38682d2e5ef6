package dev.gatehouse.core;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Arrows between packages run one way; docs/architecture.md says which. */
@Tag("once")
class PackageArrowsTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.gatehouse.core");

  @Test
  void runOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.gatehouse.core..")
        .layer("stage")
        .definedBy("dev.gatehouse.core.stage")
        .layer("trail")
        .definedBy("dev.gatehouse.core.trail")
        .layer("estate")
        .definedBy("dev.gatehouse.core.estate")
        .layer("intent")
        .definedBy("dev.gatehouse.core.estate.intent")
        .layer("inventory")
        .definedBy("dev.gatehouse.core.estate.inventory")
        .layer("source")
        .definedBy("dev.gatehouse.core.estate.source")
        .layer("signal")
        .definedBy("dev.gatehouse.core.estate.signal")
        .layer("cases")
        .definedBy("dev.gatehouse.core.cases")
        .layer("posture")
        .definedBy("dev.gatehouse.core.estate.posture")
        .layer("lineage")
        .definedBy("dev.gatehouse.core.lineage")
        .layer("baseline")
        .definedBy("dev.gatehouse.core.baseline")
        .layer("detect")
        .definedBy("dev.gatehouse.core.detect")
        .layer("harden")
        .definedBy("dev.gatehouse.core.harden")
        .layer("history")
        .definedBy("dev.gatehouse.core.harden.history")
        .layer("proof")
        .definedBy("dev.gatehouse.core.harden.proof")
        .layer("rules")
        .definedBy("dev.gatehouse.core.detect.rules")
        .whereLayer("stage")
        .mayNotAccessAnyLayer()
        .whereLayer("trail")
        .mayNotAccessAnyLayer()
        .whereLayer("estate")
        .mayOnlyAccessLayers("trail", "intent", "inventory", "source", "signal")
        .whereLayer("intent")
        .mayNotAccessAnyLayer()
        .whereLayer("inventory")
        .mayOnlyAccessLayers("trail")
        .whereLayer("posture")
        .mayOnlyAccessLayers("inventory", "estate", "trail")
        .whereLayer("source")
        .mayOnlyAccessLayers("inventory", "trail")
        .whereLayer("signal")
        .mayOnlyAccessLayers("source")
        .whereLayer("cases")
        .mayOnlyAccessLayers("detect", "lineage", "estate", "inventory", "signal", "harden")
        .whereLayer("lineage")
        .mayOnlyAccessLayers("stage", "trail")
        .whereLayer("baseline")
        .mayOnlyAccessLayers("stage", "trail", "lineage", "estate")
        .whereLayer("detect")
        .mayOnlyAccessLayers(
            "stage", "trail", "lineage", "estate", "intent", "inventory", "baseline")
        .whereLayer("harden")
        .mayOnlyAccessLayers("trail", "estate", "intent", "inventory", "detect")
        .whereLayer("history")
        .mayOnlyAccessLayers("trail", "lineage", "estate", "inventory", "detect")
        .whereLayer("proof")
        .mayOnlyAccessLayers(
            "trail", "lineage", "estate", "inventory", "detect", "harden", "history")
        .whereLayer("rules")
        .mayNotBeAccessedByAnyLayer()
        .check(CORE);
  }
}
