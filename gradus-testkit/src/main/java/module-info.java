/// Op check, gradient check and golden files.
module io.gradus.testkit {
  requires transitive io.gradus.nn;
  requires static org.jspecify;

  exports io.gradus.testkit;
}
