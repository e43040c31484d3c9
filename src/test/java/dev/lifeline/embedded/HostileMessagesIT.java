package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.BadMessage;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ReliableRawClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad messages of {@code lifeline.v1} over the wire: each ends its sender alone, with its code and
 * reason and one line of log. Two who are in the room all the time hear each other, and nothing of
 * it.
 */
class HostileMessagesIT extends OneServerForAll {

  private static final String HELLO = "{'type':'hello','name':'Mallory'}";
  private static final int DAMAGED = 2_000;

  private RawWebSocketClient plain;
  private ReliableRawClient reliable;
  private int said;
  private int linesBefore;

  @BeforeEach
  void bystandersEnter() throws Exception {
    plain = raw("room");
    reliable = ReliableRawClient.open(server.channel("room"), "{'type':'hello','name':'Ada'}");
    reliable.hear();
    reliable.say("{'type':'subscribe','channel':'room'}");
    reliable.hear();
    bystandersHearEachOther();
    linesBefore = lines().size();
  }

  @AfterEach
  void bystandersLeave() throws Exception {
    plain.close();
    reliable.close();
  }

  @Test
  void aBadMessageBeforeTheHelloEndsItsSenderWithItsReasonAndOneLineOfLog() throws Exception {
    for (BadMessage bad : BadMessage.all()) {
      try (RawWebSocketClient mallory = mallory()) {
        isClosedFor(bad, mallory);
      }
    }
    oneLineForEach(BadMessage.all().size());
  }

  @Test
  void aBadMessageAfterTheWelcomeDoesSoToo() throws Exception {
    for (BadMessage bad : BadMessage.all()) {
      try (RawWebSocketClient mallory = welcomed()) {
        isClosedFor(bad, mallory);
      }
    }
    oneLineForEach(BadMessage.all().size());
  }

  private void isClosedFor(BadMessage bad, RawWebSocketClient mallory) throws Exception {
    mallory.sendText(bad.text());
    Frame close = mallory.nextMessage(PATIENCE);
    assertEquals("4402 bad-message: " + bad.fault(), close.closeCode() + " " + close.closeReason());
    bystandersHearEachOther();
  }

  /** What is said before, what must not follow it, and the end. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "| {'type':'publish','channel':'room','seq':1,'text':'x'} | 4402 bad-message: hello has to be the first",
        "| {'type':'subscribe','channel':'room'} | 4402 bad-message: hello has to be the first",
        "| {'type':'unsubscribe','channel':'room'} | 4402 bad-message: hello has to be the first",
        "| {'type':'authenticate','token':'t'} | 4402 bad-message: hello has to be the first",
        "| {'type':'bye'} | 4402 bad-message: hello has to be the first",
        "| {'type':'hello','token':'stolen'} | 4401 unauthorized",
        HELLO + "| {'type':'hello'} | 4402 bad-message: hello: not twice",
        HELLO + "| {'type':'hello','session':'guessed'} | 4402 bad-message: hello: not twice",
        HELLO
            + "| {'type':'publish','channel':'own','seq':2,'text':'x'} | 4402 bad-message: publish.seq: a hole before it",
        HELLO
            + "| {'type':'publish','channel':'own','seq':9007199254740991,'text':'x'} | 4402 bad-message: publish.seq: a hole before it",
        HELLO + "| {'type':'authenticate','token':'stolen'} | 4401 unauthorized",
      })
  void aMessageOutOfStateEndsItsSenderWithItsReasonAndOneLineOfLog(
      String before, String message, String end) throws Exception {
    try (ReliableRawClient mallory = ReliableRawClient.open(server.channel("room"))) {
      if (before != null) {
        mallory.say(before);
        mallory.hear();
      }
      mallory.say(message);
      assertEquals(end, mallory.hearClose());
    }
    bystandersHearEachOther();
    oneLineForEach(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'type':'subscribe','channel':'a/b'} | {'type':'refused','channel':'a/b','reason':'invalid-channel'}",
        "{'type':'subscribe','channel':'own'} | {'type':'refused','channel':'own','reason':'already-subscribed'}",
        "{'type':'publish','channel':'a b','seq':1,'text':'x'} | {'type':'refused','seq':1,'channel':'a b','reason':'invalid-channel'}",
        "{'type':'unsubscribe','channel':'other'} | {'type':'unsubscribed','channel':'other'}",
      })
  void whatAGoodClientCannotKnowIsAnsweredAndTheConnectionGoesOn(String message, String answer)
      throws Exception {
    try (ReliableRawClient client = ReliableRawClient.open(server.channel("room"), HELLO)) {
      client.hear();
      client.say("{'type':'subscribe','channel':'own'}");
      client.hear();
      client.say(message);
      assertEquals(answer, client.hear());
      client.say("ping");
      assertEquals("pong", client.hear());
    }
    oneLineForEach(0);
  }

  @Test
  void oneSubscriptionTooManyIsRefusedAndTheOthersGoOn() throws Exception {
    try (ReliableRawClient client = ReliableRawClient.open(server.channel("room"), HELLO)) {
      client.hear();
      for (int i = 0; i < 100; i++) {
        client.say("{'type':'subscribe','channel':'c" + i + "'}");
      }
      client.say("{'type':'subscribe','channel':'one-more'}");
      int subscribed = 0;
      String refused = null;
      for (int i = 0; i < 101; i++) {
        String answer = client.hear();
        if (answer.startsWith("{'type':'subscribed'")) {
          subscribed++;
        } else {
          refused = answer;
        }
      }
      assertEquals(100, subscribed);
      assertEquals(
          "{'type':'refused','channel':'one-more','reason':'too-many-subscriptions'}", refused);
    }
    oneLineForEach(0);
  }

  @Test
  void anothersSessionIsNotResumed() throws Exception {
    try (ReliableRawClient eve = ReliableRawClient.open(server.channel("room"), HELLO)) {
      String session = ReliableRawClient.field("session", eve.hear());
      String stolen = "{'type':'hello','name':'Eve','session':'" + session + "'}";
      try (ReliableRawClient thief = ReliableRawClient.open(server.channel("room"), stolen)) {
        String welcome = thief.hear();
        assertTrue(welcome.contains("'resumed':false"), welcome);
      }
      eve.say("ping");
      assertEquals("pong", eve.hear());
    }
    oneLineForEach(0);
  }

  @Test
  void oversizedBinaryAndBrokenTextEndTheirSendersWithTheirCodes() throws Exception {
    byte[] tooBig = "x".repeat(70_000).getBytes(StandardCharsets.UTF_8);
    byte[] half = "x".repeat(40_000).getBytes(StandardCharsets.UTF_8);
    try (RawWebSocketClient mallory = welcomed()) {
      mallory.sendFrame(Frame.TEXT, true, tooBig);
      assertEquals(1009, mallory.nextMessage(PATIENCE).closeCode());
    }
    try (RawWebSocketClient mallory = welcomed()) {
      mallory.sendFrame(Frame.TEXT, false, half);
      mallory.sendFrame(Frame.CONTINUATION, true, half);
      assertEquals(1009, mallory.nextMessage(PATIENCE).closeCode());
    }
    try (RawWebSocketClient mallory = welcomed()) {
      mallory.sendFrame(Frame.BINARY, true, new byte[] {1, 2, 3});
      Frame close = mallory.nextMessage(PATIENCE);
      assertEquals(
          "4402 bad-message: binary messages are not allowed",
          close.closeCode() + " " + close.closeReason());
    }
    oneLineForEach(3);
    try (RawWebSocketClient mallory = welcomed()) {
      mallory.sendFrame(Frame.TEXT, true, new byte[] {'{', (byte) 0xc0, (byte) 0x80, '}'});
      assertEquals(1007, mallory.nextMessage(PATIENCE).closeCode());
    }
    bystandersHearEachOther();
  }

  /** The same in each run: good messages with a few characters changed, in every state. */
  @Test
  void damagedMessagesAreAnsweredOrClosedAndDisturbNobody() throws Exception {
    Random random = new Random(11);
    TreeMap<Integer, Integer> ends = new TreeMap<>();
    for (int i = 0; i < DAMAGED; i++) {
      try (RawWebSocketClient mallory = random.nextBoolean() ? welcomed() : mallory()) {
        mallory.sendText(BadMessage.damaged(random).replace("room", "elsewhere"));
        mallory.sendText("ping");
        Frame frame = mallory.nextMessage(PATIENCE);
        while (frame.opcode() == Frame.TEXT && !frame.text().equals("pong")) {
          frame = mallory.nextMessage(PATIENCE);
        }
        int end = frame.opcode() == Frame.CLOSE ? frame.closeCode() : 0;
        ends.merge(end, 1, Integer::sum);
      }
      if (i % 50 == 0) {
        bystandersHearEachOther();
      }
    }
    bystandersHearEachOther();
    System.out.println("HostileMessagesIT: ends of damaged messages by code: " + ends);
    assertTrue(List.of(0, 4401, 4402).containsAll(ends.keySet()), ends::toString);
    assertTrue(ends.getOrDefault(4402, 0) > DAMAGED / 2, ends::toString);
    oneLineForEach(DAMAGED - ends.getOrDefault(0, 0));
  }

  private RawWebSocketClient mallory() throws Exception {
    return RawWebSocketClient.open(server.channel("own"), "Sec-WebSocket-Protocol: lifeline.v1");
  }

  private RawWebSocketClient welcomed() throws Exception {
    RawWebSocketClient mallory = mallory();
    mallory.sendText(HELLO.replace('\'', '"'));
    assertTrue(mallory.nextMessage(PATIENCE).text().contains("welcome"));
    return mallory;
  }

  /** Whatever else anybody publishes to their room would come in between. */
  private void bystandersHearEachOther() throws Exception {
    String word = "still here " + said++;
    plain.sendText(word);
    assertEquals(word, plain.nextButPings(PATIENCE).text());
    assertTrue(reliable.hear().endsWith("'text':'" + word + "'}"));
  }

  private void oneLineForEach(int ends) throws Exception {
    Await.until(this::lines, PATIENCE, () -> lines().size() - linesBefore >= ends);
    assertEquals(ends, lines().size() - linesBefore, () -> String.join("\n", lines()));
  }

  private List<String> lines() {
    return server.errors();
  }
}
