package io.gradus.studio.server;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is answered: requests that carry the token and were meant for this server.
///
/// The token is in the address that the studio prints; the first page turns it into a cookie. The
/// names in `Host` and `Origin` are checked too, so that a page from elsewhere cannot reach the
/// studio through a name that points to this machine.
final class Access {
  private static final int TOKEN_BYTES = 18;

  private final String token;
  private final String cookie;
  private final Set<String> hosts;
  private final boolean loopback;

  private Access(String token, int port, String host, boolean loopback) {
    this.token = token;
    this.loopback = loopback;
    // Cookies do not tell ports apart, so the name does.
    cookie = "gradus-" + port;
    hosts =
        Stream.of("127.0.0.1", "localhost", "[::1]", host)
            .map(name -> name + ":" + port)
            .collect(Collectors.toSet());
  }

  static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Access of(String token, int port, String host, boolean loopback) {
    return new Access(token, port, host, loopback);
  }

  /// Whether the request may be answered.
  boolean allows(Context request) {
    if (loopback && !hosts.contains(String.valueOf(request.header("Host")))) {
      return false;
    }
    String origin = request.header("Origin");
    if (origin != null && !sameHost(origin, request.header("Host"))) {
      return false;
    }
    return isToken(request.cookie(cookie)) || isToken(request.queryParam("token"));
  }

  /// Lets the pages that follow do without the token in their addresses.
  void remember(Context request) {
    if (isToken(request.queryParam("token"))) {
      request.cookie(new Cookie(cookie, token, "/", -1, false, true, null, SameSite.STRICT));
    }
  }

  private boolean isToken(@Nullable String text) {
    return text != null
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean sameHost(String origin, @Nullable String host) {
    try {
      return String.valueOf(URI.create(origin).getAuthority()).equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
