package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small buffers notwithstanding, a message of exactly 64 KB passes and a larger one does not. */
class MessageSizeIT {

  private static final int LARGEST = 64 * 1024;

  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    server = ServerProcess.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {RawWebSocket.TEXT, RawWebSocket.BINARY})
  void aMessageOf64KbPassesInOneFrameAndInMany(int opcode) throws Exception {
    byte[] message = filled(LARGEST);
    try (RawWebSocket client = RawWebSocket.open(server.port(), "/channels/sizes")) {
      client.send(opcode, message);
      assertArrayEquals(message, client.hear().payload());
      client.write(RawWebSocket.frame(opcode, Arrays.copyOf(message, 1_000)));
      client.write(RawWebSocket.frame(0, Arrays.copyOfRange(message, 1_000, 30_000)));
      client.send(0, Arrays.copyOfRange(message, 30_000, LARGEST));
      RawWebSocket.Message echo = client.hear();
      assertEquals(opcode, echo.opcode());
      assertArrayEquals(message, echo.payload());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {RawWebSocket.TEXT, RawWebSocket.BINARY})
  void aByteMoreIsClosedWith1009(int opcode) throws Exception {
    try (RawWebSocket client = RawWebSocket.open(server.port(), "/channels/sizes");
        RawWebSocket witness = RawWebSocket.open(server.port(), "/channels/sizes")) {
      client.send(opcode, filled(LARGEST + 1));
      assertEquals(1009, client.awaitClose().closeCode());
      // The witness hears nothing of it.
      witness.say("ping");
      assertEquals("pong", witness.hear().text());
    }
  }

  /** Characters of two and of one byte, since the limit is one of bytes. */
  private static byte[] filled(int bytes) {
    String text = "ü".repeat(bytes / 4) + "u".repeat(bytes - bytes / 4 * 2);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
