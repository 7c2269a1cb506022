package io.gradus.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.HashSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What packages may see, and what no class of the library does.
class PackageRulesTest {
  @Test
  void formulasDependOnNothingElse() {
    noClasses()
        .that()
        .resideInAPackage("io.gradus.expr")
        .should()
        .dependOnClassesThat(
            describe(
                "other packages of Gradus",
                type ->
                    type.getPackageName().startsWith("io.gradus")
                        && !type.getPackageName().equals("io.gradus.expr")))
        .check(ProjectClasses.all());
  }

  @Test
  void noReflection() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gradus.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .check(ProjectClasses.all());
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gradus.cli..")
        .should()
        .accessFieldWhere(
            describe(
                "System.out or System.err",
                (JavaFieldAccess access) -> access.getTargetOwner().isEquivalentTo(System.class)))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.IO")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(ProjectClasses.all());
  }

  @Test
  void everyPackageIsNullMarked() {
    var packages = new HashSet<JavaPackage>();
    ProjectClasses.all().forEach(type -> packages.add(type.getPackage()));
    packages.removeIf(one -> one.getName().isEmpty());
    assertThat(packages).isNotEmpty().allMatch(one -> one.isAnnotatedWith(NullMarked.class));
  }
}
