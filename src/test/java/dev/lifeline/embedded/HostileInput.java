package dev.lifeline.embedded;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a stranger may send, the same in each run: the nth attack depends on n alone. */
final class HostileInput {

  /** How long to listen to the answer to one attack: an answer is not owed. */
  private static final int ANSWER_MILLIS = 300;

  private static final byte[] NO_PAYLOAD = {};

  private HostileInput() {}

  /** Attacks once and returns all that the server said to it, as Latin-1. */
  static String attack(int port, int number) throws IOException {
    Random random = new Random(number);
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      try {
        switch (number % 4) {
          case 0 -> socket.getOutputStream().write(randomBytes(random));
          case 1 -> socket.getOutputStream().write(latin1(oddRequest(port, number, random)));
          case 2 -> socket.getOutputStream().write(latin1(halfHandshake(port, random)));
          default -> badFrames(socket, port, number, random);
        }
        if (number % 3 == 0) {
          socket.shutdownOutput();
        } else if (number % 7 == 0) {
          // Closes with a reset in place of an end.
          socket.setSoLinger(true, 0);
          return "";
        }
      } catch (IOException e) {
        // The server has hung up before the end of it.
      }
      return answer(socket);
    }
  }

  private static void badFrames(Socket socket, int port, int number, Random random)
      throws IOException {
    socket.getOutputStream().write(latin1(handshake(port, "/channels/hostile")));
    List<byte[]> frames =
        List.of(
            frame(0x83, NO_PAYLOAD), // a reserved opcode
            frame(0x8F, NO_PAYLOAD), // a reserved control opcode
            frame(0xC1, latin1("compressed")), // a reserved bit
            frame(0x80, latin1("continued")), // the end of nothing
            frame(0x09, latin1("ping")), // a control frame in parts
            frame(0x89, new byte[126]), // a control frame too long
            frame(0x81, new byte[] {(byte) 0xC3, 0x28}), // no UTF-8
            frame(0x81, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}),
            frame(0x88, new byte[] {1}), // half a close code
            frame(0x88, new byte[] {0x03, (byte) 0xED}), // 1005
            frame(0x88, new byte[] {0, 7}), // 7
            frame(0x88, new byte[] {0x03, (byte) 0xE8, (byte) 0xFF, (byte) 0xFE}),
            Frame.encode(0x81, false, latin1("hi")), // without a mask
            lengthOf(0xFF), // 2^63 and more
            lengthOf(0x7F), // all but 2^63
            lengthOf(0x00), // a length that needs no eight bytes
            join(frame(0x01, latin1("a")), frame(0x81, latin1("b"))),
            join(frame(0x01, latin1("a")), frame(0x82, latin1("b"))),
            frame(0x81, latin1("\u0000\n\tat evil.Log.line(Log.java:1)\r\nINFO fake")),
            randomBytes(random));
    socket.getOutputStream().write(frames.get(number / 4 % frames.size()));
  }

  private static byte[] lengthOf(int firstByte) {
    byte[] frame = new byte[14];
    frame[0] = (byte) 0x82;
    frame[1] = (byte) 0xFF;
    frame[2] = (byte) firstByte;
    for (int i = 3; i < 10; i++) {
      frame[i] = (byte) (firstByte == 0 ? 0 : 0xFF);
    }
    return frame;
  }

  /** A part of a good handshake, or one with a bad header. */
  private static String halfHandshake(int port, Random random) {
    String good = handshake(port, "/channels/hostile");
    return switch (random.nextInt(6)) {
      case 0 -> good.replace("Version: 13", "Version: 8");
      case 1 -> good.replace("dGhlIHNhbXBsZSBub25jZQ==", "short");
      case 2 -> good.replace("Sec-WebSocket-Key", "X-Key");
      case 3 -> good.replace("Upgrade: websocket", "Upgrade: " + "x".repeat(70_000));
      case 4 -> handshake(port, "/channels/hostile", "Origin: https://evil.example");
      default -> good.substring(0, random.nextInt(good.length()));
    };
  }

  private static String oddRequest(int port, int number, Random random) {
    List<String> paths =
        List.of(
            "/channels/%0a%0d",
            "/channels/" + "x".repeat(200),
            "/channels/%00",
            "/channels/%FF%FE",
            "/channels/..%2f..%2fWEB-INF",
            "/channels/a%2Fb",
            "/channels/<script>",
            "/channels/x?pings=" + "y".repeat(1_000),
            "/channels/",
            "channels");
    String path = paths.get(number / 4 % paths.size());
    return switch (random.nextInt(4)) {
      case 0 -> "GET " + path + " HTTP/9.9\r\nHost: x\r\n\r\n";
      case 1 -> "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n";
      case 2 -> "GET " + path + " HTTP/1.1\r\nHost: a b\r\n\tat evil.Header(1)\r\n\r\n";
      default -> handshake(port, path);
    };
  }

  private static String handshake(int port, String target, String... headers) {
    return RawWebSocketClient.handshake("localhost:" + port, target, headers);
  }

  private static byte[] frame(int firstByte, byte[] payload) {
    return Frame.encode(firstByte, true, payload);
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(4_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    InputStream in = socket.getInputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.append((char) next);
      }
    } catch (SocketTimeoutException e) {
      // It waits for more of our input.
    } catch (IOException e) {
      // A reset: it did not read our input to its end.
    }
    return answer.toString();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
