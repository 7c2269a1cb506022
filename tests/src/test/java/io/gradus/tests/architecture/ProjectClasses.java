package io.gradus.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.lang.module.ResolvedModule;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The compiled classes of the library modules, tests and generated classes left out.
final class ProjectClasses {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .importLocations(
              resolved()
                  .map(module -> Location.of(module.reference().location().orElseThrow()))
                  .collect(Collectors.toSet()));

  private ProjectClasses() {}

  static JavaClasses all() {
    return ALL;
  }

  /// The names of the library modules that this JVM has resolved.
  static Stream<String> modules() {
    return resolved().map(ResolvedModule::name);
  }

  private static Stream<ResolvedModule> resolved() {
    return ModuleLayer.boot().configuration().modules().stream()
        .filter(module -> module.name().matches("io\\.gradus(\\..*)?"))
        .filter(module -> !module.name().equals("io.gradus.tests"));
  }
}
