package dev.lifeline.embedded;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client of bare frames (RFC 6455, section 5.2) that answers nothing by itself. */
final class RawWebSocket implements AutoCloseable {

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  /** What waits longer than this for a frame has failed. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** A whole message, or a control frame. */
  record Message(int opcode, byte[] payload) {

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame; 1005 where it has none. */
    int closeCode() {
      return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    String closeReason() {
      return payload.length < 2
          ? ""
          : new String(Arrays.copyOfRange(payload, 2, payload.length), StandardCharsets.UTF_8);
    }
  }

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Connects and shakes hands. */
  static RawWebSocket open(int port, String path) throws IOException {
    RawWebSocket client = new RawWebSocket(new Socket("localhost", port));
    client.write(handshake(port, path).getBytes(StandardCharsets.ISO_8859_1));
    String head = client.readHead();
    if (!head.startsWith("HTTP/1.1 101")) {
      client.close();
      throw new IOException("no upgrade: " + head);
    }
    return client;
  }

  /** The request that asks for a WebSocket. */
  static String handshake(int port, String path) {
    return String.join(
        "\r\n",
        "GET " + path + " HTTP/1.1",
        "Host: localhost:" + port,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "",
        "");
  }

  void say(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a whole message or control frame. */
  void send(int opcode, byte[] payload) throws IOException {
    write(frame(0x80 | opcode, payload));
  }

  /** Sends bytes as they are. */
  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** A masked frame with the given first byte: FIN, the reserved bits and the opcode. */
  static byte[] frame(int firstByte, byte[] payload) {
    byte[] mask = {0x11, 0x22, 0x33, 0x44};
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) firstByte);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % 4]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** The next message that is not a ping, its parts put together. */
  Message hear() throws IOException {
    Message message = read();
    return message.opcode() == PING ? hear() : message;
  }

  /** The close frame, with all before it passed over. */
  Message awaitClose() throws IOException {
    for (Message message = read(); ; message = read()) {
      if (message.opcode() == CLOSE) {
        return message;
      }
    }
  }

  /** The next message or control frame; throws EOFException at the end of the connection. */
  Message read() throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    int opcode = CONTINUATION;
    boolean last = false;
    while (!last) {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = Math.toIntExact(in.readLong());
      }
      byte[] part = new byte[length];
      in.readFully(part);
      if ((first & 0x0F) >= CLOSE) {
        // The server sends none between the parts of a message.
        return new Message(first & 0x0F, part);
      }
      opcode = opcode == CONTINUATION ? first & 0x0F : opcode;
      payload.writeBytes(part);
      last = (first & 0x80) != 0;
    }
    return new Message(opcode, payload.toByteArray());
  }

  private String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("in the middle of " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
