package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** A client that offers {@code permessage-deflate} (RFC 7692), as every browser does. */
class CompressionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

  /** FIN, RSV1 for a compressed message, text. */
  private static final int COMPRESSED_TEXT = 0xC1;

  /** What ends each compressed block, and is left out of the message. */
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  @Test
  void wantedCompressionWorksInBothDirections() throws Exception {
    String text = "compressible ".repeat(2_000);
    try (ServerProcess server = ServerProcess.start("lifeline.compression=on");
        RawWebSocketClient client = RawWebSocketClient.open(server.channel("small"), OFFER)) {
      for (int i = 0; i < 3; i++) {
        client.sendMalformed(COMPRESSED_TEXT, true, deflate(text));
        Frame echo = client.nextMessage(PATIENCE);
        assertEquals(Frame.TEXT, echo.opcode(), echo::toString);
        assertTrue(echo.payload().length < text.length() / 10, echo.payload().length + " bytes");
        if (i == 0) {
          // Later ones refer to what this one said.
          assertEquals(text, inflate(echo.payload()));
        }
      }
    }
  }

  @Test
  void unlessItIsWantedItIsNotNegotiated() throws Exception {
    try (ServerProcess server = ServerProcess.start();
        RawWebSocketClient client = RawWebSocketClient.open(server.channel("plain"), OFFER)) {
      client.sendText("plain");
      assertEquals("plain", client.nextMessage(PATIENCE).text());
      client.sendMalformed(COMPRESSED_TEXT, true, deflate("compressed"));
      assertEquals(1002, client.nextMessage(PATIENCE).closeCode());
    }
  }

  private static byte[] deflate(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    byte[] block = new byte[text.length() + 100];
    int length = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(block, length - TAIL.length);
  }

  private static String inflate(byte[] message) throws Exception {
    Inflater inflater = new Inflater(true);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(message);
    whole.writeBytes(TAIL);
    inflater.setInput(whole.toByteArray());
    byte[] text = new byte[1 << 20];
    int length = inflater.inflate(text);
    inflater.end();
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
