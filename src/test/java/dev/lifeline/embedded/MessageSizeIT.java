package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small buffers notwithstanding, a message of exactly 64 KB passes and a larger one does not. */
class MessageSizeIT extends OneServerForAll {

  private static final int LARGEST = 64 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  void aMessageOf64KbPassesInOneFrameAndInMany(int opcode) throws Exception {
    byte[] message = filled(LARGEST);
    try (RawWebSocketClient client = raw("sizes")) {
      client.sendFrame(opcode, true, message);
      assertArrayEquals(message, client.nextMessage(PATIENCE).payload());
      client.sendFrame(opcode, false, Arrays.copyOf(message, 1_000));
      client.sendFrame(Frame.CONTINUATION, false, Arrays.copyOfRange(message, 1_000, 30_000));
      client.sendFrame(Frame.CONTINUATION, true, Arrays.copyOfRange(message, 30_000, LARGEST));
      Frame echo = client.nextMessage(PATIENCE);
      assertEquals(opcode, echo.opcode());
      assertArrayEquals(message, echo.payload());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  void aMessageLeavesInOneFrameHoweverSmallTheBuffers(int opcode) throws Exception {
    byte[] message = filled(8_000);
    try (RawWebSocketClient client = raw("whole")) {
      client.sendFrame(opcode, true, message);
      Frame echo = client.nextButPings(PATIENCE);
      assertTrue(echo.last(), echo::toString);
      assertArrayEquals(message, echo.payload());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  void aByteMoreIsClosedWith1009(int opcode) throws Exception {
    try (RawWebSocketClient client = raw("sizes");
        RawWebSocketClient witness = raw("sizes")) {
      client.sendFrame(opcode, true, filled(LARGEST + 1));
      Frame close = client.nextButPings(PATIENCE);
      assertEquals(Frame.CLOSE, close.opcode(), close::toString);
      assertEquals(1009, close.closeCode());
      // The witness hears nothing of it.
      witness.sendText("ping");
      assertEquals("pong", witness.nextMessage(PATIENCE).text());
    }
  }

  /** Characters of two and of one byte, since the limit is one of bytes. */
  private static byte[] filled(int bytes) {
    String text = "ü".repeat(bytes / 4) + "u".repeat(bytes - bytes / 4 * 2);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
