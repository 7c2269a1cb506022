package io.gradus.studio.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The files of the page, from this jar and from the jars of its libraries, compressed once.
final class Assets {
  private static final String PAGE = "/io/gradus/studio/page/";
  private static final String LIBRARIES = "META-INF/resources/webjars/";
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._/-]*");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "woff2", "font/woff2");

  /// The libraries and versions that the page names in its addresses, `lib/d3/7.9.0/...`.
  private static final Pattern LIBRARY =
      Pattern.compile("(katex|uplot|d3)/[0-9.]+/dist/[A-Za-z0-9._/-]+");

  /// One file.
  ///
  /// @param gzip the same content compressed, or null where that gains nothing
  record Asset(String type, byte[] content, byte @Nullable [] gzip, String tag, boolean forever) {}

  private final Map<String, Optional<Asset>> loaded = new ConcurrentHashMap<>();

  /// The file at a path such as `page/app.js` or `lib/d3/7.9.0/dist/d3.min.js`.
  Optional<Asset> at(String path) {
    if (!PATH.matcher(path).matches() || path.contains("..") || path.contains("//")) {
      return Optional.empty();
    }
    Optional<Asset> known = loaded.get(path);
    if (known != null) {
      return known;
    }
    Optional<Asset> asset = load(path);
    // Only what is there is kept, or a flood of made-up paths would fill the memory.
    if (asset.isPresent()) {
      loaded.put(path, asset);
    }
    return asset;
  }

  private static Optional<Asset> load(String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      return Optional.empty();
    }
    try (InputStream in = open(path)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      byte[] gzip = type.startsWith("font") ? null : gzip(content);
      return Optional.of(new Asset(type, content, gzip, tag(content), path.startsWith("lib/")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's file " + path, e);
    }
  }

  private static @Nullable InputStream open(String path) {
    if (path.startsWith("page/")) {
      return Assets.class.getResourceAsStream(PAGE + path.substring("page/".length()));
    }
    String library = path.startsWith("lib/") ? path.substring("lib/".length()) : "";
    return LIBRARY.matcher(library).matches()
        ? Assets.class.getClassLoader().getResourceAsStream(LIBRARIES + library)
        : null;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static String tag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// A page that says why nothing is shown.
  static byte[] refusal(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
