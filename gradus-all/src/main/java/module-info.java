/// All that a program needs: `import module io.gradus;`.
module io.gradus {
  requires transitive io.gradus.core;
  requires transitive io.gradus.nn;
  requires transitive io.gradus.data;
}
