package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of cases that the clients of both languages share, on virtual time. The same file
 * drives the browser's client in {@code src/test/resources/browser/table-cases.js}.
 */
class ClientCasesTest {

  private static final Path TABLE = Path.of("src/test/resources/client-cases.json");

  @TestFactory
  Stream<DynamicTest> theTableHolds() throws IOException {
    try (Reader reader = Files.newBufferedReader(TABLE)) {
      return stream(JsonParser.parseReader(reader).getAsJsonArray())
          .map(JsonElement::getAsJsonObject)
          .map(c -> dynamicTest(c.get("name").getAsString(), () -> new Case(c).run()))
          .toList()
          .stream();
    }
  }

  private static Stream<JsonElement> stream(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<String> strings(JsonElement array) {
    return stream(array.getAsJsonArray()).map(JsonElement::getAsString).toList();
  }

  /** One case of the table, and where it is. */
  private static final class Case {

    private final JsonArray steps;
    private final Rig rig;
    private int step;

    Case(JsonObject described) {
      steps = described.getAsJsonArray("steps");
      List<Double> random =
          described.has("random")
              ? stream(described.getAsJsonArray("random")).map(JsonElement::getAsDouble).toList()
              : List.of(0.5);
      rig = new Rig(CaseOptions.of(described.getAsJsonObject("options")), random);
      rig.client.start();
    }

    void run() {
      for (step = 0; step < steps.size(); step++) {
        take(steps.get(step).getAsJsonObject());
      }
    }

    private void take(JsonObject what) {
      String kind = what.keySet().iterator().next();
      JsonElement value = what.get(kind);
      switch (kind) {
        case "advance" -> rig.timers.advance(millis(value));
        case "freeze" -> rig.timers.freeze(millis(value));
        case "socket" -> socket(value, what.has("of") ? wire(what.get("of")) : rig.wire());
        case "call" -> call(value, what.has("throws") ? what.get("throws").getAsString() : "");
        case "network" -> rig.network = value.getAsBoolean();
        case "wake" -> rig.client.probe();
        case "token" -> token(value.getAsString());
        case "expect" -> value.getAsJsonObject().asMap().forEach(this::expect);
        default -> throw new IllegalArgumentException(where("what is " + kind));
      }
      assertTrue(
          rig.wires.stream().filter(FakeWire::isInUse).count() <= 2,
          where("a connection and a candidate at the most"));
    }

    private void socket(JsonElement act, FakeWire wire) {
      if (act.isJsonPrimitive()) {
        switch (act.getAsString()) {
          case "open" -> rig.inLane(wire::open);
          case "closing" -> rig.inLane(wire::closing);
          case "fail" -> rig.inLane(() -> wire.end(End.abnormal("")));
          default -> throw new IllegalArgumentException(where("what is " + act));
        }
        return;
      }
      JsonObject described = act.getAsJsonObject();
      if (described.has("message")) {
        rig.inLane(() -> wire.text(described.get("message").getAsString()));
      } else if (described.has("buffered")) {
        wire.buffered = described.get("buffered").getAsLong();
      } else {
        int code = described.get("close").getAsInt();
        rig.inLane(() -> wire.end(End.of(code, described.get("reason").getAsString())));
      }
    }

    private void call(JsonElement call, String failure) {
      assertEquals(failure, failureOf(call), where("failure"));
    }

    /** The name of the kind of failure; empty for none. */
    private String failureOf(JsonElement call) {
      try {
        if (call.isJsonPrimitive()) {
          if (call.getAsString().equals("close")) {
            rig.client.close();
          } else {
            rig.client.reconnect();
          }
          return "";
        }
        JsonObject described = call.getAsJsonObject();
        if (described.has("close")) {
          rig.client.close(
              described.get("close").getAsInt(), described.get("reason").getAsString());
          return "";
        }
        return failureOf(
            rig.client.send(described.get("send").getAsString()).toCompletableFuture());
      } catch (IllegalArgumentException e) {
        return "bad-argument";
      }
    }

    private String failureOf(CompletableFuture<Void> sent) {
      if (!sent.isCompletedExceptionally()) {
        return "";
      }
      try {
        sent.get();
      } catch (ExecutionException e) {
        return e.getCause() instanceof QueueFullException ? "queue-full" : "not-open";
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      throw new IllegalStateException(where("no failure"));
    }

    private void token(String answer) {
      String resolve = "resolve:";
      if (answer.startsWith(resolve)) {
        rig.answer(answer.substring(resolve.length()), null);
      } else {
        rig.answer(null, new IOException("refused"));
      }
    }

    private void expect(String key, JsonElement value) {
      switch (key) {
        case "state" -> same(key, value.getAsString(), state());
        case "due" -> same(key, millis(value), rig.client.untilRetry().orElseThrow());
        case "sockets" -> same(key, value.getAsInt(), rig.wires.size());
        case "url" -> same(key, value.getAsString(), rig.wire().uri.toString());
        case "closed" -> same(key, ints(value), closed());
        case "sent" -> same(key, strings(value), rig.takeSent());
        case "events" -> same(key, strings(value), rig.takeEvents());
        case "timers" -> same(key, value.getAsInt(), rig.timers.count());
        case "retries" -> same(key, value.getAsInt(), rig.client.retries());
        default -> throw new IllegalArgumentException(where("what is " + key));
      }
    }

    private String state() {
      return rig.client.status().state().name().toLowerCase(Locale.ROOT);
    }

    private List<Integer> closed() {
      return IntStream.range(0, rig.wires.size())
          .filter(i -> rig.wires.get(i).closed)
          .boxed()
          .toList();
    }

    private static List<Integer> ints(JsonElement array) {
      return stream(array.getAsJsonArray()).map(JsonElement::getAsInt).toList();
    }

    private void same(String key, Object expected, Object actual) {
      assertEquals(expected, actual, where(key));
    }

    private FakeWire wire(JsonElement index) {
      return rig.wires.get(index.getAsInt());
    }

    private String where(String about) {
      return about + " in step " + step + ": " + steps.get(step);
    }

    private static Duration millis(JsonElement value) {
      return Duration.ofNanos((long) (value.getAsDouble() * 1e6));
    }
  }
}
