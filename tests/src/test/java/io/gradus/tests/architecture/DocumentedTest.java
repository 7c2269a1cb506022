package io.gradus.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever users can see has a doc comment. Tags for each parameter are not asked for, unlike with
/// javac's own `-Xdoclint:missing`: the sentence says what they mean.
class DocumentedTest {
  @ParameterizedTest
  @ValueSource(strings = {"gradus-core", "gradus-nn", "gradus-data", "gradus-testkit"})
  void everyPublicElementHasADocComment(String module) throws IOException {
    Path sources = Path.of("").toAbsolutePath().resolveSibling(module).resolve("src/main/java");
    try (Stream<Path> found = Files.walk(sources)) {
      List<Path> files = found.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(files).isNotEmpty();
      assertThat(undocumented(files)).isEmpty();
    }
  }

  @Test
  void whatIsMissingIsFound() throws IOException {
    Path file = Files.createTempDirectory("documented").resolve("Some.java");
    Files.writeString(
        file,
        """
        /// Documented.
        public record Some(int component) {
          public Some {}
          public static final int NUMBER = 1;
          private void hidden() {}
          void own() {}
          public void bare() {}
          /// Documented.
          public void told() {}
          /// @throws Exception always
          public void tagged() {}
          @Override public String toString() { return ""; }
          public enum Kind { FIRST }
          interface Own { void inside(); }
          public interface Door { void open(); }
        }
        """);
    assertThat(undocumented(List.of(file)))
        .containsExactly(
            "Some.java:3 <init>",
            "Some.java:4 NUMBER",
            "Some.java:7 bare",
            "Some.java:11 tagged",
            "Some.java:13 Kind",
            "Some.java:13 FIRST",
            "Some.java:15 Door",
            "Some.java:15 open");
    Files.delete(file);
    Files.delete(file.getParent());
  }

  private static List<String> undocumented(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<String> missing = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(DocTrees.instance(task), unit, missing).scan(unit, null);
      }
      return missing;
    }
  }

  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final CompilationUnitTree unit;
    private final List<String> missing;

    Scanner(DocTrees docs, CompilationUnitTree unit, List<String> missing) {
      this.docs = docs;
      this.unit = unit;
      this.missing = missing;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      Set<Modifier> flags = type.getModifiers().getFlags();
      // The page of a public class shows what it inherits from a hidden one.
      boolean inherited = flags.contains(Modifier.ABSTRACT) && flags.contains(Modifier.SEALED);
      if (!visible(flags) && !inherited) {
        return null;
      }
      require(type, type.getSimpleName());
      return super.visitClass(type, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
      if (visible(method.getModifiers().getFlags()) && !overrides) {
        require(method, method.getName());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void none) {
      if (visible(field.getModifiers().getFlags())) {
        require(field, field.getName());
      }
      return null;
    }

    /// Members of an interface are public unless they say otherwise.
    private boolean visible(Set<Modifier> flags) {
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (parent.getKind() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE));
    }

    private void require(Tree element, CharSequence name) {
      String comment = docs.getDocComment(getCurrentPath());
      // Tags alone say nothing of what it is.
      if (comment == null || comment.strip().startsWith("@")) {
        long line =
            unit.getLineMap()
                .getLineNumber(docs.getSourcePositions().getStartPosition(unit, element));
        missing.add(
            Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + " " + name);
      }
    }
  }
}
