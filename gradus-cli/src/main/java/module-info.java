/// The `gradus` command.
module io.gradus.cli {
  requires io.gradus.nn;
  requires io.gradus.data;
  requires io.gradus.simd;
  requires io.gradus.studio;
  requires java.management;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires static org.jspecify;

  opens io.gradus.cli to
      info.picocli;
}
