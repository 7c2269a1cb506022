/// Data sets, readers, transforms and loaders.
module io.gradus.data {
  requires transitive io.gradus.nn;
  requires de.siegmar.fastcsv;
  requires java.desktop;
  requires static transitive java.sql;
  requires static org.jspecify;

  exports io.gradus.data;
  exports io.gradus.text;
}
