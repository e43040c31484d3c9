package dev.lifeline.client;

import dev.lifeline.testing.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server that answers handshakes and then only does what the test says: it reads nothing, and
 * answers neither beats nor closes.
 */
final class ScriptedServer implements AutoCloseable {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int PATIENCE_SECONDS = 20;

  private final ServerSocket door;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  ScriptedServer() throws IOException {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "scripted-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  URI uri() {
    return URI.create("ws://localhost:" + door.getLocalPort() + "/");
  }

  /** The next client whose handshake was answered. */
  Peer next() throws InterruptedException {
    Peer peer = peers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (peer == null) {
      throw new AssertionError("nobody came");
    }
    return peer;
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = door.accept();
        sockets.add(socket);
        answer(socket);
        peers.add(new Peer(socket));
      }
    } catch (IOException | NoSuchAlgorithmException e) {
      // The test is over.
    }
  }

  private static void answer(Socket socket) throws IOException, NoSuchAlgorithmException {
    BufferedReader request =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String key = "";
    for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
        key = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    byte[] hash =
        MessageDigest.getInstance("SHA-1")
            .digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(hash)
            + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The server's side of one connection. */
  record Peer(Socket socket) {

    private static final int FIN = 0x80;

    /** Sends a frame of a text message. */
    void sendPart(String part, boolean first, boolean last) throws IOException {
      int opcode = first ? Frame.TEXT : Frame.CONTINUATION;
      int firstByte = (last ? FIN : 0) | opcode;
      byte[] payload = part.getBytes(StandardCharsets.UTF_8);
      socket.getOutputStream().write(Frame.encode(firstByte, false, payload));
    }
  }
}
