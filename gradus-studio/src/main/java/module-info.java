/// The studio: a local page that shows learning at work.
module io.gradus.studio {
  requires transitive io.gradus.nn;
  requires io.gradus.data;
  requires io.javalin;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires katex;
  requires uplot;
  requires d3;
  requires static org.jspecify;

  exports io.gradus.studio;
}
