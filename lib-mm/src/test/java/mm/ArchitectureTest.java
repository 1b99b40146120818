package mm;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows between the packages only go down, and never in a circle. */
@AnalyzeClasses(packages = "mm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule arrowsGoDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("abi")
          .definedBy("mm.abi")
          .layer("arch")
          .definedBy("mm.arch")
          .layer("config")
          .definedBy("mm.config")
          .layer("ram")
          .definedBy("mm.ram")
          .layer("table")
          .definedBy("mm.table")
          .layer("object")
          .definedBy("mm.object")
          .layer("space")
          .definedBy("mm.space")
          .layer("uffd")
          .definedBy("mm.uffd")
          .layer("proc")
          .definedBy("mm.proc")
          .layer("facade")
          .definedBy("mm")
          .layer("tools")
          .definedBy("mm.trace", "mm.scenario", "mm.workload", "mm.explore", "mm.cost", "mm.fuzz")
          .whereLayer("tools")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("facade")
          .mayOnlyBeAccessedByLayers("tools")
          .whereLayer("proc")
          .mayOnlyBeAccessedByLayers("facade", "tools")
          .whereLayer("uffd")
          .mayOnlyBeAccessedByLayers("facade")
          .whereLayer("space")
          .mayOnlyBeAccessedByLayers("uffd", "proc", "facade")
          .whereLayer("object")
          .mayOnlyBeAccessedByLayers("space", "uffd", "proc", "facade")
          .whereLayer("table")
          .mayOnlyBeAccessedByLayers("object", "space", "uffd", "proc", "facade")
          .whereLayer("ram")
          .mayOnlyBeAccessedByLayers("table", "object", "space", "uffd", "proc", "facade");

  @ArchTest
  static final ArchRule noCycles = slices().matching("mm.(*)..").should().beFreeOfCycles();
}
