package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.HandshakeRefused;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An endpoint behind its facade does what it does without one. Each case runs on both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FacadeContract {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** With the facade and without. */
  enum Side {
    ORIGINAL,
    FACADE
  }

  private final SupervisionInTest supervision = new SupervisionInTest();
  private TestServer originals;
  private TestServer facades;

  /** The server under test, on a free port, with the endpoints. */
  abstract TestServer start(List<Class<?>> endpoints) throws Exception;

  @BeforeAll
  void start() throws Exception {
    originals = start(Shapes.ALL);
    facades = start(Shapes.ALL.stream().<Class<?>>map(FacadeGenerator::facadeOf).toList());
  }

  @AfterAll
  void stop() throws Exception {
    originals.stop();
    facades.stop();
    supervision.close();
  }

  @ParameterizedTest
  @EnumSource
  void aWholeTextIsHandledAndAnswered(Side side) throws Exception {
    exchange(side, "/text", List.of("hello", "", "again"), "text heard hello", "text heard again");
  }

  @ParameterizedTest
  @EnumSource
  void pathParametersAndTheSessionAreGiven(Side side) throws Exception {
    exchange(side, "/path/here/41", List.of("hello"), "text here 42 hello");
  }

  @ParameterizedTest
  @EnumSource
  void aTextMayComeInParts(Side side) throws Exception {
    try (RawWebSocketClient client = open(side, "/parts")) {
      client.sendFrame(Frame.TEXT, false, utf8("a"));
      client.sendFrame(Frame.CONTINUATION, false, utf8("b"));
      client.sendFrame(Frame.CONTINUATION, true, utf8("c"));
      hears(client, "text a,b,c.");
      client.sendText("d");
      hears(client, "text d.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTextMayBeRead(Side side) throws Exception {
    exchange(side, "/reader", List.of("hello", ""), "text read hello", "text read ");
  }

  @ParameterizedTest
  @EnumSource
  void aNumberIsDecodedAndEncoded(Side side) throws Exception {
    exchange(side, "/number", List.of("21"), "text 42");
  }

  @ParameterizedTest
  @EnumSource
  void anObjectIsDecodedAndEncoded(Side side) throws Exception {
    exchange(side, "/point", List.of("1;2"), "text 2;1");
  }

  @ParameterizedTest
  @EnumSource
  void bytesAreHandledInEveryForm(Side side) throws Exception {
    exchange(side, "/bytes", new byte[3], "binary 3");
    exchange(side, "/buffer", new byte[3], "binary 3");
    exchange(side, "/stream", new byte[3], "text read 3");
  }

  @ParameterizedTest
  @EnumSource
  void bytesMayComeInParts(Side side) throws Exception {
    for (String path : List.of("/bytes-in-parts", "/buffer-in-parts")) {
      try (RawWebSocketClient client = open(side, path)) {
        client.sendFrame(Frame.BINARY, false, new byte[3]);
        client.sendFrame(Frame.CONTINUATION, true, new byte[2]);
        hears(client, "text 3 more", "text 2 last");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pongsAreHandled(Side side) throws Exception {
    try (RawWebSocketClient client = open(side, "/pongs")) {
      client.sendFrame(Frame.PONG, true, utf8("hello"));
      hears(client, "text pong hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndpointMayHaveAllMethodsAtOnce(Side side) throws Exception {
    Shapes.LAST_WORDS.clear();
    try (RawWebSocketClient client = open(side, "/everything/7")) {
      client.sendText("hello");
      client.sendFrame(Frame.BINARY, true, new byte[2]);
      client.sendFrame(Frame.PONG, true, new byte[0]);
      client.sendText("fail");
      hears(
          client,
          "text 7 of Everything: hello",
          "text bytes 2",
          "text pong",
          "text 7 failed as told");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theReasonOfACloseIsTold(Side side) throws Exception {
    String id = "closing" + side;
    try (RawWebSocketClient client = open(side, "/everything/" + id)) {
      client.sendClose(1001);
      Await.until(
          () -> Shapes.LAST_WORDS, PATIENCE, () -> Shapes.LAST_WORDS.contains(id + " closed 1001"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void methodsAreInherited(Side side) throws Exception {
    exchange(
        side,
        "/heir",
        List.of("hello"),
        "text opened by the ancestor",
        "text heir of ancestor hello");
  }

  @ParameterizedTest
  @EnumSource
  void methodsMayBeStaticAndNamedAsTheFacadesOwn(Side side) throws Exception {
    exchange(side, "/namesake", List.of("hello"), "text opened", "text true");
  }

  @ParameterizedTest
  @EnumSource
  void anOverriddenMethodWithoutItsAnnotationIsNotCalled(Side side) throws Exception {
    exchange(side, "/silent-heir", List.of("hello"), "text heir hello");
  }

  /** As it is, or in an exception of the server's; but by a facade it is not touched. */
  @Test
  void whatIsThrownReachesTheErrorMethodAsItDoesWithoutAFacade() throws Exception {
    String answer = failureOf(Side.ORIGINAL);
    assertTrue(answer.endsWith("Exceptionhello"), answer);
    assertEquals(answer, failureOf(Side.FACADE));
  }

  private String failureOf(Side side) throws Exception {
    try (RawWebSocketClient client = open(side, "/failing")) {
      client.sendText("hello");
      return describe(client.nextMessage(PATIENCE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageAboveItsLargestSizeIsRefused(Side side) throws Exception {
    exchange(side, "/small", List.of("12345678"), "text 12345678");
    exchange(side, "/small", List.of("123456789"), "close 1009");
  }

  @ParameterizedTest
  @EnumSource
  void theConfiguratorGuardsTheHandshake(Side side) throws Exception {
    exchange(side, "/guarded", List.of("hello"), "text hello by Guard");
    HandshakeRefused refused =
        assertThrows(
            HandshakeRefused.class,
            () ->
                RawWebSocketClient.open(uri(side, "/guarded"), "Origin: http://elsewhere.example")
                    .close());
    assertEquals(403, refused.status());
  }

  @ParameterizedTest
  @EnumSource
  void theConfiguratorMakesTheInstance(Side side) throws Exception {
    exchange(side, "/shared", List.of("one"), "text 1");
    exchange(side, "/shared", List.of("two"), "text 2");
  }

  @ParameterizedTest
  @EnumSource
  void aSubprotocolIsNegotiated(Side side) throws Exception {
    try (RawWebSocketClient client =
        RawWebSocketClient.open(uri(side, "/protocols"), "Sec-WebSocket-Protocol: third, second")) {
      client.sendText("which?");
      hears(client, "text second");
    }
  }

  @Test
  void anEndpointWithoutMethodsIsSupervisedToo() throws Exception {
    try (RawWebSocketClient client = open(Side.FACADE, "/nothing")) {
      client.sendClose(1000);
      Await.until(
          supervision::ends,
          PATIENCE,
          () ->
              supervision.ends().stream()
                  .anyMatch(end -> end.requestUri().getPath().endsWith("/nothing")));
    }
  }

  private void exchange(Side side, String path, List<String> texts, String... answers)
      throws Exception {
    try (RawWebSocketClient client = open(side, path)) {
      for (String text : texts) {
        client.sendText(text);
      }
      hears(client, answers);
    }
  }

  private void exchange(Side side, String path, byte[] bytes, String answer) throws Exception {
    try (RawWebSocketClient client = open(side, path)) {
      client.sendFrame(Frame.BINARY, true, bytes);
      hears(client, answer);
    }
  }

  /** These come next, in this order. */
  private static void hears(RawWebSocketClient client, String... expected) throws Exception {
    for (String frame : expected) {
      assertEquals(frame, describe(client.nextMessage(PATIENCE)));
    }
  }

  private static String describe(Frame frame) {
    return switch (frame.opcode()) {
      case Frame.TEXT -> "text " + frame.text();
      case Frame.BINARY -> "binary " + frame.payload().length;
      case Frame.CLOSE -> "close " + frame.closeCode();
      default -> frame.toString();
    };
  }

  private RawWebSocketClient open(Side side, String path) throws IOException {
    return RawWebSocketClient.open(uri(side, path));
  }

  private URI uri(Side side, String path) {
    return (side == Side.FACADE ? facades : originals).uri("/shapes" + path);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
