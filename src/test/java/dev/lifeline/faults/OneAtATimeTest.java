package dev.lifeline.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Direction;
import dev.lifeline.testing.FaultProxy;
import dev.lifeline.testing.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final byte[] TEXT = Frame.encode(0x80 | Frame.TEXT, true, new byte[4]);
  private static final byte[] CLOSE =
      Frame.encode(0x80 | Frame.CLOSE, true, ByteBuffer.allocate(2).putShort((short) 1000).array());

  private final OneAtATime oneAtATime = new OneAtATime();
  private ServerSocket server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, LOOPBACK);
    proxy = FaultProxy.to(server.getLocalPort(), oneAtATime);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void whoSaysGoodbyeOnTheOldConnectionAndSpeaksOnTheNewOneIsOnOne() throws Exception {
    try (Socket old = dial();
        Socket fresh = dial()) {
      say(fresh, TEXT);
      say(old, CLOSE);
      await(CLOSE.length + TEXT.length);
      assertEquals(List.of(), oneAtATime.violations());
    }
  }

  @Test
  void whoSpeaksOnTheOldConnectionIsOnTwo() throws Exception {
    try (Socket old = dial();
        Socket fresh = dial()) {
      say(fresh, TEXT);
      say(old, TEXT);
      await(2 * TEXT.length);
      assertEquals(List.of("10 bytes on connection 0 after 1 began"), oneAtATime.violations());
    }
  }

  @Test
  void aMessageBeforeTheGoodbyeCountsToo() throws Exception {
    try (Socket old = dial();
        Socket fresh = dial()) {
      say(fresh, TEXT);
      byte[] both = ByteBuffer.allocate(18).put(TEXT).put(CLOSE).array();
      say(old, both);
      await(both.length + TEXT.length);
      assertEquals(List.of("18 bytes on connection 0 after 1 began"), oneAtATime.violations());
    }
  }

  private Socket dial() throws IOException, InterruptedException {
    int before = proxy.accepted();
    Socket socket = new Socket(LOOPBACK, proxy.port());
    Await.until(proxy::open, Duration.ofSeconds(20), () -> proxy.accepted() > before);
    return socket;
  }

  private static void say(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private void await(long bytes) throws InterruptedException {
    Await.until(
        proxy::open,
        Duration.ofSeconds(20),
        () -> proxy.open().stream().mapToLong(c -> c.came(Direction.TO_SERVER)).sum() == bytes);
  }
}
