package io.gradus.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import io.gradus.exec.Workers;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The arrows between packages: formulas below kernels below the graph, and the three parts of
/// training (feed-forward, back-propagation, optimizer) apart.
class PackageArrowsTest {
  @Test
  void formulasDependOnNothingElse() {
    seesOnly("io.gradus.expr");
  }

  /// Kernels work on arrays: they know formulas and workers, but no tensor, op or graph.
  @Test
  void kernelsKnowOnlyFormulasAndWorkers() {
    seesOnly("io.gradus.kernel", "io.gradus.expr");
    seesOnly("io.gradus.simd", "io.gradus.kernel", "io.gradus.expr");
  }

  /// An op says what it means; how and in which order it is run is for the executors.
  @Test
  void opsDoNotKnowTheExecutors() {
    seesNot("io.gradus.op", "io.gradus.exec");
  }

  @Test
  void optimizersKnowNeitherLayersNorTheTrainer() {
    seesNot("io.gradus.optim", "io.gradus.nn", "io.gradus.train");
  }

  @Test
  void layersDoNotKnowOptimizers() {
    seesNot("io.gradus.nn", "io.gradus.optim");
  }

  private static void seesOnly(String from, String... to) {
    var allowed = Set.of(to);
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat(
            describe(
                "packages of Gradus other than " + allowed,
                type ->
                    isOurs(type)
                        && !type.getPackageName().equals(from)
                        && !allowed.contains(type.getPackageName())
                        && !isWorkers(type)))
        .check(ProjectClasses.all());
  }

  private static void seesNot(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(ProjectClasses.all());
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().matches("io\\.gradus(\\..*)?");
  }

  private static boolean isWorkers(JavaClass type) {
    return type.getName().startsWith(Workers.class.getName());
  }
}
