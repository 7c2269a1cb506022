package io.gradus.studio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import io.gradus.studio.room.Rooms;
import io.gradus.train.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
  private static final AtomicInteger CLOSED = new AtomicInteger();

  /// Counts, and fails when told to.
  private static final class Counter implements Room {
    private final Outlet outlet;
    private int count;

    Counter(Outlet outlet) {
      this.outlet = outlet;
    }

    @Override
    public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
      switch (action) {
        case "add" -> count += arguments.whole("by", 1, 10);
        case "nan" -> {
          return Map.of("value", Double.NaN, "list", List.of(Double.NEGATIVE_INFINITY, 1.5));
        }
        case "burst" -> {
          for (int i = 0; i <= 1000; i++) {
            outlet.send("tick", Map.of("i", i));
          }
        }
        case "fail" -> throw new IllegalStateException("a fault of the room");
        default -> throw Refusal.unknownAction(action);
      }
      arguments.done();
      return Map.of("count", count);
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private Server server;

  @BeforeEach
  void start() {
    server = new Server(new Rooms(Map.of("counter", Counter::new)), "127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private String token() {
    return server.address().getQuery();
  }

  private URI at(String path) {
    return URI.create("http://" + server.address().getAuthority() + path);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path + (path.contains("?") ? "&" : "?") + token()))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> bare(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String session() throws IOException, InterruptedException {
    return (String)
        Json.parseObject("answer", post("/api/session", "").body()).getOrDefault("session", "");
  }

  private HttpResponse<String> ask(String session, String action, String body)
      throws IOException, InterruptedException {
    return post("/api/counter/" + action + "?session=" + session, body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/page/app.js", "/lib/d3/7.9.0/dist/d3.min.js", "/api/stream", "/nothing"})
  void withoutTheTokenNothingIsAnswered(String path) throws Exception {
    HttpResponse<String> answer = bare(path);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("token").hasSizeLessThan(200);
    assertThat(bare(path + "?token=wrong").statusCode()).isEqualTo(403);
  }

  @Test
  void postsWithoutTheTokenAreNotAnsweredEither() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at("/api/session"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theFirstPageHandsOutACookieThatScriptsCannotRead() throws Exception {
    HttpResponse<String> page = bare("/?" + token());
    assertThat(page.statusCode()).isEqualTo(200);
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    HttpRequest next =
        HttpRequest.newBuilder(at("/page/app.js"))
            .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
            .build();
    assertThat(client.send(next, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestForAnotherHostIsNotAnswered() throws Exception {
    assertThat(raw("GET /?" + token() + " HTTP/1.1\r\nHost: example.org\r\n"))
        .startsWith("HTTP/1.1 403");
    String host = server.address().getAuthority();
    assertThat(
            raw(
                "POST /api/session?"
                    + token()
                    + " HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nOrigin: http://example.org\r\nContent-Length: 0\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  private String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return String.valueOf(reader.readLine());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/../Server.class",
        "/page/%2e%2e/Server.class",
        "/page/..%2f..%2fmodule-info.class",
        "/lib/d3/7.9.0/package.json",
        "/lib/../META-INF/MANIFEST.MF",
        "/page/nothing.js",
        "/page/"
      })
  void onlyFilesOfThePageAreServed(String path) throws Exception {
    assertThat(bare(path + "?" + token()).statusCode()).isBetween(400, 404);
  }

  @Test
  void filesAreCompressedAndNotSentTwice() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at("/page/style.css?" + token()))
            .header("Accept-Encoding", "gzip")
            .build();
    HttpResponse<byte[]> file = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(file.headers().firstValue("Content-Encoding")).contains("gzip");
    String tag = file.headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(at("/page/style.css?" + token()))
            .header("If-None-Match", tag)
            .build();
    assertThat(client.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(304);
  }

  @Test
  void twoTabsHaveAStateEach() throws Exception {
    String one = session();
    String two = session();
    assertThat(ask(one, "add", "{\"by\":3}").body()).isEqualTo("{\"count\":3}");
    assertThat(ask(two, "add", "{\"by\":1}").body()).isEqualTo("{\"count\":1}");
    assertThat(ask(one, "add", "{\"by\":3}").body()).isEqualTo("{\"count\":6}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"by\":0}",
        "{\"by\":11}",
        "{\"by\":1e300}",
        "{\"by\":1e400}",
        "{\"by\":NaN}",
        "{\"by\":\"3\"}",
        "{\"by\":2.5}",
        "{\"by\":null}",
        "{}",
        "{\"by\":1,\"more\":2}",
        "[1]",
        "nonsense",
        "{\"by\":1",
        "{\"by\":[[[[[[]]]]]]}"
      })
  void whatMakesNoSenseIsRefusedWithWords(String body) throws Exception {
    String session = session();
    HttpResponse<String> answer = ask(session, "add", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").hasSizeLessThan(400);
    assertThat(ask(session, "add", "{\"by\":1}").statusCode()).isEqualTo(200);
  }

  @Test
  void unknownRoomsActionsAndTabsAreRefused() throws Exception {
    String session = session();
    assertThat(ask(session, "explode", "{}").body()).contains("explode");
    assertThat(post("/api/cellar/add?session=" + session, "{}").body()).contains("cellar");
    assertThat(ask("nobody", "add", "{}").body()).contains("load the page again");
    assertThat(post("/api/counter/add", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void deepAndLargeTextsAreRefused() throws Exception {
    String session = session();
    assertThat(ask(session, "add", "[".repeat(100_000)).statusCode()).isEqualTo(400);
    String large = "{\"by\":\"" + "x".repeat(Server.LARGEST_REQUEST) + "\"}";
    assertThat(ask(session, "add", large).statusCode()).isEqualTo(413);
    assertThat(Json.parseObject("the answer", ask(session, "add", large).body()))
        .extractingByKey("error")
        .asString()
        .contains("larger than 2 MB");
    assertThat(ask(session, "add", "{\"by\":1}").statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultOfARoomIsToldAndTheServerGoesOn() throws Exception {
    String session = session();
    HttpResponse<String> answer = ask(session, "fail", "{}");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("a fault of the room");
    assertThat(ask(session, "add", "{\"by\":1}").statusCode()).isEqualTo(200);
  }

  @Test
  void numbersThatJsonLacksGoAsText() throws Exception {
    assertThat(ask(session(), "nan", "{}").body())
        .contains("\"value\":\"NaN\"")
        .contains("\"list\":[\"-Infinity\",1.5]");
  }

  @Test
  void tenThousandRequestsAreAnsweredOrRefusedAndTheServerGoesOn() throws Exception {
    String session = session();
    URI uri = at("/api/counter/add?session=" + session + "&" + token());
    int[] statuses = new int[600];
    for (int round = 0; round < 20; round++) {
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString("{\"by\":1}"))
                .build();
        waiting.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : waiting) {
        statuses[answer.get().statusCode()]++;
      }
    }
    assertThat(statuses[200] + statuses[429]).isEqualTo(10_000);
    assertThat(statuses[429]).isPositive();
    assertThat(ask(session(), "add", "{\"by\":1}").statusCode()).isEqualTo(200);
  }

  @Test
  void randomBytesNeverStopTheServer() throws Exception {
    Random random = new Random(7);
    String session = session();
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      HttpRequest request =
          HttpRequest.newBuilder(at("/api/counter/add?session=" + session + "&" + token()))
              .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
              .build();
      int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
      assertThat(status).isIn(400, 429);
    }
  }

  @Test
  void tabsBeyondTheLimitCloseTheOneThatWasIdleLongest() throws Exception {
    String first = session();
    ask(first, "add", "{\"by\":1}");
    int closed = CLOSED.get();
    for (int i = 0; i < Sessions.MOST; i++) {
      session();
    }
    assertThat(ask(first, "add", "{\"by\":1}").statusCode()).isEqualTo(400);
    assertThat(CLOSED.get()).isEqualTo(closed + 1);
  }

  @Test
  void ofEventsThatComeAtOnceTheLastIsStreamed() throws Exception {
    String session = session();
    HttpRequest request =
        HttpRequest.newBuilder(at("/api/stream?session=" + session + "&" + token()))
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<java.io.InputStream> stream =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(reader.readLine()).isEqualTo("event: hello");
      ask(session, "burst", "{}");
      List<String> ticks = new ArrayList<>();
      String line = reader.readLine();
      while (line != null && !line.contains("\"i\":1000}")) {
        if (line.startsWith("data: {\"i\"")) {
          ticks.add(line);
        }
        line = reader.readLine();
      }
      assertThat(line).isNotNull();
      assertThat(ticks).hasSizeLessThan(1000);
    }
  }

  @Test
  void aSecondStreamOfATabEndsTheFirst() throws Exception {
    String session = session();
    HttpRequest request =
        HttpRequest.newBuilder(at("/api/stream?session=" + session + "&" + token()))
            .header("Accept", "text/event-stream")
            .build();
    try (BufferedReader first = lines(request);
        BufferedReader second = lines(request)) {
      ask(session, "burst", "{}");
      String line = second.readLine();
      while (line != null && !line.contains("\"i\":1000}")) {
        line = second.readLine();
      }
      assertThat(line).isNotNull();
      while (first.readLine() != null) {
        // What was sent before it was closed.
      }
    }
  }

  private BufferedReader lines(HttpRequest request) throws IOException, InterruptedException {
    return new BufferedReader(
        new InputStreamReader(
            client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
            StandardCharsets.UTF_8));
  }
}
