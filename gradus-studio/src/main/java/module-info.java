/// The studio: a local page that shows learning at work.
module io.gradus.studio {
  requires transitive io.gradus.nn;
  requires io.gradus.data;
  requires io.javalin;
  requires jakarta.servlet;
  requires static org.jspecify;

  exports io.gradus.studio;
}
