package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is delivered to whom, and how large it may be. */
interface ChatScenario extends Scenario {

  /** The default of lifeline.message.max-size: 64 KB. */
  int MAX_SIZE = 64 * 1024;

  @Test
  default void textReachesEverySubscriberOfTheChannelAndNobodyElse() throws Exception {
    try (Chatter sender = Chatter.join(channel("text"));
        Chatter other = Chatter.join(channel("text"));
        Chatter elsewhere = Chatter.join(channel("text.elsewhere"))) {
      sender.say("Grüße, 世界 🌍");
      sender.hears("Grüße, 世界 🌍");
      other.hears("Grüße, 世界 🌍");
      elsewhere.isWell();
    }
  }

  @Test
  default void bytesReachEverySubscriberOfTheChannelAndNobodyElse() throws Exception {
    byte[] bytes = {0, -1, 'p', 'i', 'n', 'g', 127, -128};
    try (Chatter sender = Chatter.join(channel("bytes"));
        Chatter other = Chatter.join(channel("bytes"));
        Chatter elsewhere = Chatter.join(channel("bytes.elsewhere"))) {
      sender.say(bytes);
      sender.hears(bytes);
      other.hears(bytes);
      elsewhere.isWell();
    }
  }

  @Test
  default void aMessageOfTheLargestSizePassesInOneFrameAndInParts() throws Exception {
    String text = "é".repeat(MAX_SIZE / 2);
    byte[] bytes = new byte[MAX_SIZE];
    try (Chatter other = Chatter.join(channel("large"));
        RawWebSocketClient sender = raw("large")) {
      sender.sendText(text);
      other.hears(text);
      sendInParts(sender, Frame.TEXT, Scenario.utf8(text));
      other.hears(text);
      sender.sendFrame(Frame.BINARY, true, bytes);
      other.hears(bytes);
      sendInParts(sender, Frame.BINARY, bytes);
      other.hears(bytes);
    }
  }

  @ParameterizedTest(name = "opcode {0}")
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  default void oneByteMoreInOneFrameIsClosedAsTooBig(int opcode) throws Exception {
    try (RawWebSocketClient sender = raw("too-large")) {
      sender.sendFrame(opcode, true, Scenario.utf8("é".repeat(MAX_SIZE / 2) + "!"));
      closedAsTooBig(sender);
    }
  }

  @ParameterizedTest(name = "opcode {0}")
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  default void oneByteMoreInPartsIsClosedAsTooBig(int opcode) throws Exception {
    try (RawWebSocketClient sender = raw("too-large")) {
      sendInParts(sender, opcode, Scenario.utf8("é".repeat(MAX_SIZE / 2) + "!"));
      closedAsTooBig(sender);
    }
  }

  private void sendInParts(RawWebSocketClient sender, int opcode, byte[] whole) throws Exception {
    int half = whole.length / 2;
    sender.sendFrame(opcode, false, Arrays.copyOfRange(whole, 0, half));
    sender.sendFrame(Frame.CONTINUATION, true, Arrays.copyOfRange(whole, half, whole.length));
  }

  private void closedAsTooBig(RawWebSocketClient client) throws Exception {
    Frame close = client.nextButPings(PATIENCE);
    assertEquals(Frame.CLOSE, close.opcode(), close::toString);
    assertEquals(1009, close.closeCode(), close::toString);
  }
}
