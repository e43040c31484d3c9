package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScannerTest {

  /** A payload that would be a ping, were it a frame. */
  private static final byte[] LIKE_A_PING = Frame.encode(0x89, true, new byte[0]);

  @ParameterizedTest
  @ValueSource(ints = {0x81, 0x01, 0x82, 0x02, 0x80, 0x00, 0x8A, 0xC1})
  void aFrameForTheEndpointIsGoneOver(int firstByte) {
    byte[] frame = Frame.encode(firstByte, true, "text".getBytes(StandardCharsets.UTF_8));
    assertEquals(frame.length, stop(frame, frame.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x88, 0x89, 0x09, 0x83, 0x8B, 0x8F, 0xA1, 0x91, 0xF1})
  void aPingACloseOrABadFrameIsNot(int firstByte) {
    assertEquals(0, stop(Frame.encode(firstByte, true, new byte[3]), 9));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 125, 126, 127, 128, 65_535, 65_536, 70_000})
  void aPingIsFoundBehindAPayloadOfAnyLengthHoweverTheBytesAreSplit(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      // Unmasked, so that they look like pings on the wire.
      payload[i] = LIKE_A_PING[i % LIKE_A_PING.length];
    }
    for (boolean masked : new boolean[] {true, false}) {
      byte[] data = Frame.encode(0x82, masked, payload);
      byte[] both = join(data, LIKE_A_PING);
      for (int step : new int[] {1, 2, 3, 7, 13, 256, both.length}) {
        assertEquals(data.length, stop(both, step), "in steps of " + step);
      }
    }
  }

  @Test
  void whatWasStoppedAtCanBeGoneOverLater() {
    FrameScanner scanner = new FrameScanner();
    byte[] text = Frame.encode(0x81, true, new byte[5]);
    ByteBuffer bytes = ByteBuffer.wrap(join(LIKE_A_PING, join(text, LIKE_A_PING)));
    assertEquals(0, scanner.upToAnswered(bytes, 0, bytes.limit()));
    scanner.skip(bytes, 0, LIKE_A_PING.length);
    assertEquals(
        LIKE_A_PING.length + text.length,
        scanner.upToAnswered(bytes, LIKE_A_PING.length, bytes.limit()));
  }

  @ParameterizedTest
  @ValueSource(bytes = {(byte) 0xFF, 0x7F})
  void behindALengthThatNobodyCanSendNothingIsAFrame(byte first) {
    byte[] header = new byte[200];
    java.util.Arrays.fill(header, (byte) 0x89);
    header[0] = (byte) 0x82;
    header[1] = (byte) 0xFF;
    java.util.Arrays.fill(header, 2, 10, (byte) 0xFF);
    header[2] = first;
    assertEquals(header.length, stop(header, header.length));
  }

  /** Where a scanner stops that gets the bytes in steps. */
  private static int stop(byte[] bytes, int step) {
    FrameScanner scanner = new FrameScanner();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int from = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + step);
      int stop = scanner.upToAnswered(buffer, from, to);
      if (stop < to) {
        return stop;
      }
      from = to;
    }
    return from;
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }
}
