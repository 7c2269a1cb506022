/// Tests that see all modules; their classes are patched into this module, so they run on the
/// module path.
open module io.gradus.tests {
  requires io.gradus;
  requires io.gradus.simd;
  requires io.gradus.testkit;
  requires io.gradus.cli;
  requires java.desktop;
  requires jdk.compiler;
  requires jdk.management;
  requires static org.jspecify;
}
