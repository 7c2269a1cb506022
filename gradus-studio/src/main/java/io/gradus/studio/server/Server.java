package io.gradus.studio.server;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Rooms;
import io.gradus.train.Json;
import io.gradus.train.JsonException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.sse.SseClient;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/// Serves the page, answers its requests and streams what the rooms have to tell.
///
/// | path | what |
/// |---|---|
/// | `/`, `/page/...`, `/lib/...` | the page's files |
/// | `POST /api/session` | a new tab's name |
/// | `POST /api/ROOM/ACTION?session=` | a JSON object in, a JSON object out |
/// | `GET /api/stream?session=` | server-sent events `ROOM/EVENT` |
///
/// A request that is not understood is answered with 400 and `{"error": ...}`, one without the
/// token with 403, one that is too large with 413, one too many with 429; nothing from outside
/// stops the server.
public final class Server implements AutoCloseable {
  /// Most bytes of a request.
  public static final int LARGEST_REQUEST = 2 << 20;

  private static final System.Logger LOG = System.getLogger(Server.class.getName());
  private static final int THREADS = 64;
  private static final long SWEEP_MILLISECONDS = 60_000;
  private static final long HEARTBEAT_MILLISECONDS = 10_000;
  private static final long DELIVERIES_PER_SECOND = 60;
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Assets assets = new Assets();
  private final Sessions sessions;
  private final Javalin javalin;
  private final String host;
  private final String token;
  private @Nullable Access access;

  /// @param host the address to listen at, `127.0.0.1` for this machine only
  /// @param port 0 for any free one
  /// @throws IllegalArgumentException if the host is not known
  /// @throws UncheckedIOException if the port cannot be had
  public Server(Rooms rooms, String host, int port) {
    this.host = host;
    sessions = new Sessions(rooms, System::nanoTime, SWEEP_MILLISECONDS);
    token = Access.newToken();
    javalin = Javalin.create(this::configure);
    boolean loopback = isLoopback(host);
    try {
      javalin.start(host, port);
    } catch (JavalinBindException e) {
      throw new UncheckedIOException(
          "port %d of %s is not to be had, another program may listen there; try another, or 0"
                  .formatted(port, host)
              + " for any free one",
          new IOException(e));
    }
    access = Access.of(token, javalin.port(), host, loopback);
  }

  /// Where the page is, with its token.
  public URI address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + javalin.port() + "/?token=" + token);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address is known for the host " + host, e);
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = LARGEST_REQUEST;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    QueuedThreadPool pool = new QueuedThreadPool(THREADS, 4);
    pool.setName("gradus-studio");
    pool.setDaemon(true);
    config.jetty.threadPool = pool;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.routes.before(this::admit);
    config.routes.get("/", context -> file(context, "page/index.html"));
    config.routes.get(
        "/page/<path>", context -> file(context, "page/" + context.pathParam("path")));
    config.routes.get("/lib/<path>", context -> file(context, "lib/" + context.pathParam("path")));
    config.routes.post(
        "/api/session", context -> reply(context, 200, Map.of("session", sessions.open())));
    config.routes.sse("/api/stream", this::stream);
    config.routes.post("/api/{room}/{action}", this::answer);
    config.routes.exception(Refusal.class, (e, context) -> error(context, 400, e.reason()));
    config.routes.exception(
        JsonException.class, (e, context) -> error(context, 400, String.valueOf(e.getMessage())));
    config.routes.exception(HttpResponseException.class, Server::unread);
    config.routes.exception(Exception.class, this::fault);
  }

  private void admit(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-store");
    Access rule = access;
    if (rule == null || !rule.allows(context)) {
      context.status(403).contentType("text/plain; charset=utf-8");
      context.result(
          Assets.refusal("Open the address that the studio printed: it carries a token."));
      context.skipRemainingHandlers();
      return;
    }
    rule.remember(context);
  }

  private void file(Context context, String path) {
    Optional<Assets.Asset> found = assets.at(path);
    if (found.isEmpty()) {
      error(context, 404, "the studio has no file " + Arguments.shortened(path));
      return;
    }
    Assets.Asset asset = found.get();
    context.header(
        "Cache-Control", asset.forever() ? "private, max-age=31536000, immutable" : "no-cache");
    context.header("ETag", asset.tag());
    if (asset.tag().equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    context.contentType(asset.type());
    byte[] gzip = asset.gzip();
    String accepted = context.header("Accept-Encoding");
    if (gzip != null && accepted != null && accepted.contains("gzip")) {
      context.header("Content-Encoding", "gzip");
      context.result(gzip);
    } else {
      context.result(asset.content());
    }
  }

  private void answer(Context context) {
    Session session = sessions.named(context.queryParam("session"));
    if (!session.mayAsk()) {
      error(context, 429, "too many requests at once; wait a moment");
      return;
    }
    String room = context.pathParam("room");
    String body = context.body();
    Arguments arguments =
        new Arguments(body.isBlank() ? Map.of() : Json.parseObject("the request", body));
    reply(context, 200, session.answer(room, context.pathParam("action"), arguments));
  }

  private void stream(SseClient client) {
    Session session = sessions.named(client.ctx().queryParam("session"));
    client.keepAlive();
    // Before the first event: who has heard of this stream may open the next.
    session.listen(client);
    client.sendEvent("hello", "{}");
    session.mailbox().listenerCame();
    // Not virtual threads: a write to a page that was left keeps its carrier, and there are as few
    // carriers as processors.
    Thread.ofPlatform().daemon().name("gradus-studio-stream").start(() -> deliver(client, session));
  }

  private static void deliver(SseClient client, Session session) {
    Pace pace = new Pace(1_000_000_000 / DELIVERIES_PER_SECOND, System::nanoTime);
    try {
      while (!client.terminated() && session.hears(client)) {
        // What comes in the meantime is joined to what waits, the latest of each name.
        Thread.sleep(Duration.ofNanos(pace.left()));
        var events = session.mailbox().take(HEARTBEAT_MILLISECONDS, () -> session.hears(client));
        pace.begin();
        if (events.isEmpty()) {
          client.sendComment("alive");
        }
        events.forEach((name, data) -> client.sendEvent(name, Wire.write(data)));
        session.touch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      session.mailbox().listenerWent();
      client.close();
    }
  }

  private static void reply(
      Context context, int status, Map<String, ? extends @Nullable Object> answer) {
    context.status(status).contentType("application/json").result(Wire.write(answer));
  }

  private static void error(Context context, int status, String message) {
    reply(context, status, Map.of("error", message));
  }

  private static void unread(HttpResponseException e, Context context) {
    boolean large = e.getStatus() == 413;
    error(
        context,
        e.getStatus(),
        large
            ? "the request is larger than %d MB; send less of it at once, a sample of the rows say"
                .formatted(LARGEST_REQUEST >> 20)
            : String.valueOf(e.getMessage()));
  }

  private void fault(Exception e, Context context) {
    LOG.log(System.Logger.Level.WARNING, "a request to the studio failed: " + context.path(), e);
    error(context, 500, "the studio failed at this: " + e);
  }

  @Override
  public void close() {
    sessions.close();
    javalin.stop();
  }
}
