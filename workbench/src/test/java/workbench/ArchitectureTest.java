package workbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in the workbench; the model is known to the command line alone. */
@AnalyzeClasses(packages = "workbench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule arrowsGoDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("display")
          .definedBy("workbench.display")
          .layer("api")
          .definedBy("workbench.api")
          .layer("notebook")
          .definedBy("workbench.notebook")
          .layer("magic")
          .definedBy("workbench.magic")
          .layer("session")
          .definedBy("workbench.session")
          .layer("run")
          .definedBy("workbench.run")
          .layer("report")
          .definedBy("workbench.report")
          .layer("jupyter")
          .definedBy("workbench.jupyter")
          .layer("cli")
          .definedBy("workbench.cli")
          .whereLayer("display")
          .mayNotAccessAnyLayer()
          .whereLayer("notebook")
          .mayNotAccessAnyLayer()
          .whereLayer("api")
          .mayOnlyAccessLayers("display")
          .whereLayer("magic")
          .mayOnlyAccessLayers("notebook")
          .whereLayer("session")
          .mayOnlyAccessLayers("display", "magic")
          .whereLayer("run")
          .mayOnlyAccessLayers("notebook", "session", "display", "api")
          .whereLayer("report")
          .mayOnlyAccessLayers("notebook", "display", "api")
          .whereLayer("jupyter")
          .mayOnlyAccessLayers("session", "display", "api")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsTheModel =
      noClasses()
          .that()
          .resideOutsideOfPackage("workbench.cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("mm", "mm..");

  @ArchTest
  static final ArchRule noCycles = slices().matching("workbench.(*)..").should().beFreeOfCycles();
}
