package io.gradus.studio.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Audience;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlayRoomTest {
  private final CountDownLatch frames = new CountDownLatch(3);
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicLong clock = new AtomicLong();
  private volatile boolean listening = true;
  private final PlayRoom room =
      new PlayRoom(
          new Outlet() {
            @Override
            public void send(String event, Map<String, @Nullable Object> data) {
              sent.incrementAndGet();
              frames.countDown();
            }

            @Override
            public boolean listening() {
              return listening;
            }
          },
          clock::get);

  @AfterEach
  void close() {
    room.close();
  }

  private Map<String, @Nullable Object> ask(String action, Map<String, ?> fields) {
    return room.answer(action, new Arguments(fields));
  }

  private Map<?, ?> frame(String action) {
    return (Map<?, ?>) Objects.requireNonNull(ask(action, Map.of()).get("frame"));
  }

  private static long step(Map<?, ?> frame) {
    List<?> runs = (List<?>) Objects.requireNonNull(frame.get("runs"));
    return (Long) Objects.requireNonNull(((Map<?, ?>) runs.getFirst()).get("step"));
  }

  @Test
  void playSendsFramesAndPauseStandsStill() throws InterruptedException {
    ask("play", Map.of());
    assertThat(frames.await(60, TimeUnit.SECONDS)).isTrue();
    long paused = step(frame("pause"));
    assertThat(paused).isPositive();
    assertThat(step(frame("open"))).isEqualTo(paused);
    assertThat(step(frame("step"))).isEqualTo(paused + 1);
    assertThat(step(frame("reset"))).isZero();
  }

  @Test
  void framesAreNumberedInTheirOrder() {
    long first = (Long) Objects.requireNonNull(frame("open").get("number"));
    long second = (Long) Objects.requireNonNull(frame("step").get("number"));
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void nobodyListensAndNoFrameIsMadeButTheRunGoesOn() throws InterruptedException {
    listening = false;
    ask("play", Map.of());
    while (step(frame("open")) < 200) {
      Thread.sleep(5);
    }
    assertThat(sent).hasValue(0);
  }

  @Test
  void aPageThatWentAwayPausesTheRunAndIsToldShouldItComeBack() throws InterruptedException {
    listening = false;
    ask("play", Map.of());
    clock.addAndGet(Audience.PATIENCE - 1);
    assertThat(frame("open").get("playing")).isEqualTo(true);
    clock.incrementAndGet();
    while (Boolean.TRUE.equals(frame("open").get("playing"))) {
      Thread.sleep(5);
    }
    assertThat(sent).hasValue(1);
    assertThat(frame("play").get("playing")).isEqualTo(true);
  }

  @Test
  void theThreadEndsWithTheRoom() throws InterruptedException {
    ask("play", Map.of());
    assertThat(room.training()).isTrue();
    room.close();
    for (int i = 0; i < 2000 && room.training(); i++) {
      Thread.sleep(5);
    }
    assertThat(room.training()).isFalse();
  }

  @Test
  void aStopConditionEndsTheRunAndPlayGoesOnBeyondIt() throws InterruptedException {
    ask("stop", Map.of("kind", "epochs", "value", 3));
    ask("play", Map.of());
    while (Boolean.TRUE.equals(frame("open").get("playing"))) {
      Thread.sleep(5);
    }
    assertThat(step(frame("open"))).isEqualTo(27);
    ask("play", Map.of());
    while (step(frame("open")) < 40) {
      Thread.sleep(5);
    }
  }

  @Test
  void anEmptyPlaneCannotBePlayed() {
    ask("draw", Map.of("points", List.of()));
    assertThatThrownBy(() -> ask("play", Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("put some on the plane");
    ask("draw", Map.of("points", List.of(0.5, 0.5, 1)));
    assertThat(step(frame("step"))).isEqualTo(1);
  }

  @Test
  void aTableBecomesPointsByThreeOfItsColumns() {
    StringBuilder text = new StringBuilder("name,length,width,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append("n").append(i).append(',').append(i).append(',').append(i * i % 7);
      text.append(i % 3 == 0 ? ",cat\n" : ",dog\n");
    }
    Map<?, ?> table =
        (Map<?, ?>)
            Objects.requireNonNull(ask("csv", Map.of("text", text.toString())).get("table"));
    assertThat(table.get("x")).isEqualTo("length");
    assertThat(table.get("y")).isEqualTo("width");
    assertThat(table.get("target")).isEqualTo("kind");
    Map<?, ?> data =
        (Map<?, ?>)
            Objects.requireNonNull(
                ask("table", Map.of("x", "width", "y", "length", "target", "kind", "seed", 1))
                    .get("data"));
    assertThat(data.get("classes")).isEqualTo(List.of("cat", "dog"));
    assertThat(data.get("size")).isEqualTo(60);
    assertThat(String.valueOf(data.get("axes"))).contains("name=width").contains("name=length");
    assertThat(step(frame("step"))).isEqualTo(1);
  }

  @Test
  void aColumnOfNumbersIsPredictedAsNumbers() {
    StringBuilder text = new StringBuilder("a;b;price\n");
    for (int i = 0; i < 50; i++) {
      text.append(i % 7).append(';').append(i % 5).append(';').append(1000 + i * 3.5).append('\n');
    }
    ask("csv", Map.of("text", text.toString()));
    Map<?, ?> data =
        (Map<?, ?>)
            Objects.requireNonNull(
                ask("table", Map.of("x", "a", "y", "b", "target", "price", "seed", 1)).get("data"));
    assertThat(data.get("classes")).isEqualTo(List.of());
    assertThat(step(frame("step"))).isEqualTo(1);
  }

  @Test
  void whatMakesNoSenseIsRefusedAndChangesNothing() {
    Map<String, Object> layer = Map.of("units", 17, "activation", "tanh");
    Map<String, Object> settings =
        Map.of("hidden", List.of(layer), "optimizer", "adam", "rate", 0.1, "batch", 8);
    List<Runnable> bad = new ArrayList<>();
    bad.add(() -> ask("explode", Map.of()));
    bad.add(() -> ask("play", Map.of("speed", 3)));
    bad.add(() -> ask("configure", Map.of("run", 0, "settings", settings)));
    bad.add(() -> ask("configure", Map.of("run", 1, "settings", settings)));
    bad.add(() -> ask("make", Map.of("kind", "spirals", "size", 5001, "seed", 1)));
    bad.add(() -> ask("make", Map.of("kind", "nothing", "size", 50, "seed", 1)));
    bad.add(() -> ask("draw", Map.of("points", List.of(0, 0))));
    bad.add(() -> ask("draw", Map.of("points", List.of(0, 0, 5))));
    bad.add(() -> ask("draw", Map.of("points", List.of(Double.NaN, 0, 1))));
    bad.add(() -> ask("csv", Map.of("text", "")));
    bad.add(() -> ask("csv", Map.of("text", "a,b\n1,2\n")));
    bad.add(() -> ask("csv", Map.of("text", "a,b,c\nx,y,z\n")));
    bad.add(() -> ask("csv", Map.of("text", "x".repeat((1 << 20) + 1))));
    bad.add(() -> ask("table", Map.of("x", "a", "y", "b", "target", "c", "seed", 1)));
    bad.add(() -> ask("stop", Map.of("kind", "now")));
    bad.add(() -> ask("pace", Map.of("stepsPerSecond", -1)));
    Object before = ask("open", Map.of()).get("runs");
    for (Runnable each : bad) {
      assertThatThrownBy(each::run).isInstanceOf(Refusal.class);
    }
    assertThat(ask("open", Map.of()).get("runs")).isEqualTo(before);
  }

  @Test
  void tooManyClassesOfTextAreRefusedWithWhatToDo() {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(',').append(-i).append(",k").append(i % 8).append('\n');
    }
    ask("csv", Map.of("text", text.toString()));
    assertThatThrownBy(() -> ask("table", Map.of("x", "a", "y", "b", "target", "c", "seed", 1)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("at most 5 classes")
        .hasMessageContaining("choose another column");
  }

  @Test
  void aTargetOfOneValueIsRefused() {
    ask("csv", Map.of("text", "a,b,c\n1,2,x\n2,3,x\n3,4,x\n"));
    assertThatThrownBy(() -> ask("table", Map.of("x", "a", "y", "b", "target", "c", "seed", 1)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("only one value");
  }

  @Test
  void aDecimalCommaIsRefusedWithWhatToDoInTheBrowser() {
    assertThatThrownBy(() -> ask("csv", Map.of("text", "a;b;c\n1,5;2;x\n2,5;3;y\n3,5;4;x\n")))
        .hasMessageContaining("write numbers with a point, not a comma")
        .hasMessageContaining("in the text above or in the file")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("--", "CsvOptions"));
  }

  @Test
  void lossesOnATableDoNotGoOnFromThoseOnOtherPoints() {
    ask("step", Map.of());
    ask("step", Map.of());
    ask("csv", Map.of("text", "a,b,c\n1,2,x\n2,1,y\n3,3,x\n"));
    Map<String, @Nullable Object> answer =
        ask("table", Map.of("x", "a", "y", "b", "target", "c", "seed", 1));
    Map<?, ?> frame = (Map<?, ?>) Objects.requireNonNull(answer.get("frame"));
    Map<?, ?> run = (Map<?, ?>) ((List<?>) Objects.requireNonNull(frame.get("runs"))).getFirst();
    Map<?, ?> history = (Map<?, ?>) Objects.requireNonNull(run.get("history"));
    assertThat((List<?>) history.get("step")).hasSize(1);
  }

  @Test
  void aRoomThatIsOpenedAgainTellsHowItsPointsWereMade() {
    ask("make", Map.of("kind", "moons", "size", 60, "noise", 0.2, "seed", 7));
    Map<?, ?> recipe = (Map<?, ?>) Objects.requireNonNull(ask("open", Map.of()).get("recipe"));
    assertThat(recipe.get("kind")).isEqualTo("moons");
    assertThat(recipe.get("size")).isEqualTo(60);
    assertThat(recipe.get("seed")).isEqualTo(7L);
  }

  @Test
  void aSlowPaceDoesAFewSteps() throws InterruptedException {
    ask("pace", Map.of("stepsPerSecond", 20));
    ask("play", Map.of());
    while (step(frame("open")) < 2) {
      Thread.sleep(5);
    }
    assertThat(step(frame("pause"))).isLessThan(100);
  }

  @Test
  void refusalsCallThingsWhatThePageCallsThem() {
    Map<String, Object> settings =
        Map.of("hidden", List.of(), "optimizer", "adam", "rate", 1e9, "batch", 8);
    assertThatThrownBy(() -> ask("configure", Map.of("run", 0, "settings", settings)))
        .hasMessage("the learning rate must be a number from 1e-7 to 1000000, and is 1e9");
    assertThatThrownBy(() -> ask("stop", Map.of("kind", "loss", "value", -1)))
        .hasMessage("the number to stop at must be a number from 0 to 1e9, and is -1");
    assertThatThrownBy(() -> ask("seed", Map.of("seed", 1_000_001)))
        .hasMessage("the seed must be a number from 0 to 1000000, and is 1000001");
    assertThatThrownBy(() -> ask("seed", Map.of())).hasMessage("the seed is missing");
    assertThatThrownBy(() -> ask("draw", Map.of("points", List.of(0, 0, 0, 1, 1, 5))))
        .hasMessage("a class is a whole number from 0 to 4, and that of point 2 is 5.0");
  }

  @Test
  void aRoomThatIsOpenedAgainStillHasThePointsThatWereDrawn() {
    assertThat(ask("open", Map.of()).get("drawn")).isNull();
    ask("draw", Map.of("points", List.of(0.5, 0.5, 1, -1, 1, 0)));
    ask("make", Map.of("kind", "moons", "size", 60, "seed", 7));
    Map<String, @Nullable Object> opened = ask("open", Map.of());
    assertThat(((Map<?, ?>) Objects.requireNonNull(opened.get("data"))).get("size")).isEqualTo(60);
    assertThat(((Map<?, ?>) Objects.requireNonNull(opened.get("drawn"))).get("size")).isEqualTo(2);
  }
}
