package io.gradus.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The first Java block of a document, and the lines of a test that run it: they must be the same.
final class Snippets {
  private Snippets() {}

  /// The lines of the first Java block of a document, as a reader sees them.
  static List<String> shown(String document) throws IOException {
    List<String> lines = lines(document);
    int begin = lines.indexOf("```java") + 1;
    int length = lines.subList(begin, lines.size()).indexOf("```");
    return lines.subList(begin, begin + length);
  }

  /// The lines of a test between its marks, moved to the left.
  static List<String> run(Class<?> test) throws IOException {
    List<String> source =
        lines("tests/src/test/java/" + test.getName().replace('.', '/') + ".java");
    int begin = source.indexOf("    // shown begin");
    int end = source.indexOf("    // shown end");
    return source.subList(begin + 1, end).stream()
        .map(line -> line.isEmpty() ? line : line.substring(4))
        .toList();
  }

  /// All lines of a file of the repository.
  static List<String> lines(String file) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("README.md"))) {
      root = root.getParent();
    }
    return Files.readAllLines(root.resolve(file));
  }
}
