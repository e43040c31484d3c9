package dev.lifeline.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client on a bare socket that does only what it is told: it answers no ping and no
 * close, and can send what no client should. A reader thread queues the server's frames, unless the
 * client was opened {@link #openStalled stalled}; all else belongs to one thread.
 *
 * <p>What sends returns the time before the sending, by {@link System#nanoTime}: the server cannot
 * have heard it earlier.
 */
public final class RawWebSocketClient implements AutoCloseable {

  private static final int CONNECT_MILLIS = 10_000;

  /** The least that the system grants: what is sent to a stalled client stays with the server. */
  private static final int STALLED_RECEIVE_BYTES = 4096;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final long openedNanos;
  private volatile boolean answersCloses;

  /**
   * Connects, and sends nothing.
   *
   * @param receiveBytes of the socket's buffer; 0 for the system's default
   */
  private RawWebSocketClient(URI uri, int receiveBytes) throws IOException {
    socket = new Socket();
    if (receiveBytes > 0) {
      // Before the connecting: the window is agreed on there.
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(CONNECT_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    openedNanos = System.nanoTime();
  }

  /**
   * Opens a WebSocket.
   *
   * @param uri with the scheme ws and a port
   * @param headers further lines, like {@code Origin: http://elsewhere.example}
   * @throws HandshakeRefused if the server answers with anything but 101
   */
  public static RawWebSocketClient open(URI uri, String... headers) throws IOException {
    RawWebSocketClient client = opened(uri, 0, headers);
    client.readOn();
    return client;
  }

  /**
   * Opens a WebSocket and reads nothing that comes after the handshake, until {@link #readOn}.
   *
   * @throws HandshakeRefused if the server answers with anything but 101
   */
  public static RawWebSocketClient openStalled(URI uri) throws IOException {
    return opened(uri, STALLED_RECEIVE_BYTES);
  }

  /**
   * Opens a WebSocket and reads what comes after the handshake by {@link #readOne} alone.
   *
   * @param receiveBytes of the socket's buffer; 0 for the system's default
   * @param headers further lines
   * @throws HandshakeRefused if the server answers with anything but 101
   */
  public static RawWebSocketClient openUnread(URI uri, int receiveBytes, String... headers)
      throws IOException {
    return opened(uri, receiveBytes, headers);
  }

  private static RawWebSocketClient opened(URI uri, int receiveBytes, String... headers)
      throws IOException {
    RawWebSocketClient client = new RawWebSocketClient(uri, receiveBytes);
    try {
      client.sendRaw(handshakeOf(uri, headers));
      client.readHandshake();
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
    client.socket.setSoTimeout(0);
    return client;
  }

  /** Has a stalled client begin to read. */
  public void readOn() {
    Thread reader = new Thread(this::read, "raw-websocket-client");
    reader.setDaemon(true);
    reader.start();
  }

  /** Has it answer a close frame at once, as a client should (RFC 6455, section 5.5.1). */
  public void answerCloses() {
    answersCloses = true;
  }

  /** Reads one frame on this thread, where no other reads on. */
  public Frame readOne() throws IOException {
    return Frame.read(in);
  }

  /** Sends the first half of a handshake and resets the connection. */
  public static void resetInHandshake(URI uri) throws IOException {
    RawWebSocketClient client = new RawWebSocketClient(uri, 0);
    byte[] whole = handshakeOf(uri);
    client.sendRaw(Arrays.copyOf(whole, whole.length / 2));
    client.reset();
  }

  /**
   * The request that asks for a WebSocket, the same in each run; its key is that of RFC 6455.
   *
   * @param target with the query, and not checked: it may be what no URI has
   * @param headers further lines
   */
  public static String handshake(String authority, String target, String... headers) {
    StringBuilder request = new StringBuilder();
    request.append("GET ").append(target).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(authority).append("\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  /** The client's end of the TCP connection. */
  public int localPort() {
    return socket.getLocalPort();
  }

  /** A time before the server can have opened the session. */
  public long openedNanos() {
    return openedNanos;
  }

  /** Sends a whole text message. */
  public long sendText(String text) throws IOException {
    return sendFrame(Frame.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one frame, masked as a client must. */
  public long sendFrame(int opcode, boolean last, byte[] payload) throws IOException {
    return sendRaw(Frame.encode((last ? 0x80 : 0) | opcode, true, payload));
  }

  /**
   * Sends one frame as no client should.
   *
   * @param firstByte FIN, the reserved bits and the opcode
   */
  public long sendMalformed(int firstByte, boolean masked, byte[] payload) throws IOException {
    return sendRaw(Frame.encode(firstByte, masked, payload));
  }

  /** Sends a close frame with a code. */
  public void sendClose(int code) throws IOException {
    sendFrame(Frame.CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  /**
   * The next frame of the server.
   *
   * @throws AssertionError if none arrives within the patience
   */
  public Frame next(Duration patience) throws InterruptedException {
    Frame frame = frames.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (frame == null) {
      throw new AssertionError("nothing arrived within " + patience.toMillis() + " ms");
    }
    return frame;
  }

  /**
   * The next frame that is no ping.
   *
   * @throws AssertionError if none arrives within the patience
   */
  public Frame nextButPings(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    Frame frame = next(patience);
    while (frame.opcode() == Frame.PING) {
      frame = next(patience.minusNanos(System.nanoTime() - start));
    }
    return frame;
  }

  /**
   * The next message as one frame, whatever its parts, or the next control frame that is no ping.
   *
   * @throws AssertionError if it is not whole within the patience
   */
  public Frame nextMessage(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    Frame message = nextButPings(patience);
    while (!message.last()) {
      Frame part = nextButPings(patience.minusNanos(System.nanoTime() - start));
      message = message.continuedBy(part);
    }
    return message;
  }

  /**
   * The next frame of a kind; those of texts and control frames before it are let go.
   *
   * @throws AssertionError if the session closes or ends before it, or it does not arrive in time
   */
  public Frame skipTo(int opcode, Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    Frame frame = next(patience);
    while (frame.opcode() != opcode) {
      if (frame.opcode() == Frame.CLOSE || frame.opcode() == Frame.END) {
        throw new AssertionError("unexpected " + frame);
      }
      frame = next(patience.minusNanos(System.nanoTime() - start));
    }
    return frame;
  }

  /**
   * Waits, and expects the server to say nothing meanwhile.
   *
   * @throws AssertionError if a frame arrives, or the connection ends
   */
  public void expectNothingFor(Duration time) throws InterruptedException {
    Frame frame = frames.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    if (frame != null) {
      throw new AssertionError("unexpected " + frame);
    }
  }

  /**
   * Waits, and expects the server to say nothing but pings meanwhile.
   *
   * @throws AssertionError if another frame arrives, or the connection ends
   */
  public void expectNothingButPingsFor(Duration time) throws InterruptedException {
    long start = System.nanoTime();
    Frame frame = frames.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    while (frame != null && frame.opcode() == Frame.PING) {
      long left = time.toNanos() - (System.nanoTime() - start);
      frame = frames.poll(left, TimeUnit.NANOSECONDS);
    }
    if (frame != null) {
      throw new AssertionError("unexpected " + frame);
    }
  }

  /** Ends the TCP connection with a reset, as a crashed peer's system would. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the TCP connection without a word. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static byte[] handshakeOf(URI uri, String... headers) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return handshake(uri.getRawAuthority(), uri.getRawPath() + query, headers)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private void readHandshake() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new HandshakeRefused(0, "the end after: " + head);
      }
      head.write(b);
    }
    String answer = head.toString(StandardCharsets.ISO_8859_1);
    int status = Integer.parseInt(answer.split(" ", 3)[1]);
    if (status != 101) {
      throw new HandshakeRefused(status, answer);
    }
  }

  private long sendRaw(byte[] bytes) throws IOException {
    long before = System.nanoTime();
    out.write(bytes);
    out.flush();
    return before;
  }

  private void read() {
    try {
      while (true) {
        Frame frame = Frame.read(in);
        frames.add(frame);
        if (frame.opcode() == Frame.CLOSE && answersCloses) {
          sendClose(frame.closeCode());
        }
      }
    } catch (IOException e) {
      frames.add(new Frame(Frame.END, true, new byte[0], System.nanoTime()));
    }
  }
}
