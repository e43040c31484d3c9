package dev.lifeline.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bare sockets on both sides of the proxy. */
class FaultProxyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What has not come until then does not come: on the loopback it would in a fraction. */
  private static final int NOTHING_MILLIS = 150;

  /** What the proxy holds of a connection before it reads no more. */
  private static final int MOST_WAITING = 256 * 1024;

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ProxyObserver recorder =
      new ProxyObserver() {
        @Override
        public void accepted(ProxiedConnection connection) {
          seen.add("accepted " + connection.number());
        }

        @Override
        public void came(ProxiedConnection connection, Direction direction, ByteBuffer bytes) {
          if (bytes.remaining() < 100) {
            seen.add(connection.number() + " " + direction + " " + US_ASCII.decode(bytes));
          }
        }

        @Override
        public void closed(ProxiedConnection connection) {
          seen.add("closed " + connection.number());
        }
      };

  private ServerSocket listener;
  private FaultProxy proxy;

  /** Both ends of a connection. */
  private record Link(Socket client, Socket server, ProxiedConnection proxied) {}

  @BeforeEach
  void start() throws IOException {
    listener = new ServerSocket(0, 50, LOOPBACK);
    listener.setSoTimeout((int) PATIENCE.toMillis());
    proxy = FaultProxy.to(listener.getLocalPort(), recorder);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    listener.close();
  }

  @Test
  void withoutAFaultBytesAndEndsPassBothWays() throws Exception {
    Link link = connect();
    say(link.client(), "question");
    assertEquals("question", hear(link.server(), 8));
    link.client().shutdownOutput();
    assertEnded(link.server());
    say(link.server(), "late answer");
    assertEquals("late answer", hear(link.client(), 11));
    link.server().close();
    assertEnded(link.client());
    await(() -> !link.proxied().isOpen());
    assertEquals(8, link.proxied().passed(Direction.TO_SERVER));
    assertEquals(11, link.proxied().passed(Direction.TO_CLIENT));
    assertEquals(List.of(), proxy.open());
    assertEquals(
        List.of("accepted 0", "0 TO_SERVER question", "0 TO_CLIENT late answer", "closed 0"), seen);
  }

  @Test
  void aResetOfOneSidePassesToTheOther() throws Exception {
    Link link = connect();
    link.client().setSoLinger(true, 0);
    link.client().close();
    assertReset(link.server());
    await(() -> proxy.open().isEmpty());
  }

  @Test
  void aClientWhoseServerIsAwayIsReset() throws Exception {
    listener.close();
    assertReset(dial());
  }

  @Test
  void moreThanTheProxyHoldsPassesWhole() throws Exception {
    Link link = connect();
    byte[] bytes = new byte[4_000_000];
    new Random(1).nextBytes(bytes);
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(link.client(), bytes));
    assertArrayEquals(bytes, link.server().getInputStream().readNBytes(bytes.length));
    writer.join();
  }

  @Test
  void aSenderWhoseReceiverDoesNotReadIsSlowedDown() throws Exception {
    // Else the kernel may take it all.
    listener.setReceiveBufferSize(64 * 1024);
    Link link = connect();
    CompletableFuture.runAsync(() -> write(link.client(), new byte[40_000_000]));
    await(() -> waiting(link) >= MOST_WAITING);
    link.server().getInputStream().readNBytes(10_000_000);
    await(() -> waiting(link) >= MOST_WAITING);
    // And the read that was under way.
    assertTrue(waiting(link) <= MOST_WAITING + 16 * 1024);
  }

  @Test
  void aCutTellsBothEndsInGoodOrder() throws Exception {
    Link link = connect();
    link.proxied().inflict(Fault.cut());
    assertEnded(link.client());
    assertEnded(link.server());
    assertFalse(link.proxied().passes());
    link.client().close();
    link.server().close();
    await(() -> !link.proxied().isOpen());
  }

  @Test
  void aResetTellsBothEndsTheHardWay() throws Exception {
    Link link = connect();
    link.proxied().inflict(Fault.reset());
    assertReset(link.client());
    assertReset(link.server());
    assertFalse(link.proxied().isOpen());
  }

  @Test
  void aCutInMidMessageFallsOnTheByte() throws Exception {
    Link link = connect();
    say(link.client(), "before");
    assertEquals("before", hear(link.server(), 6));
    link.proxied().inflict(Fault.cutAfter(5, Direction.TO_SERVER));
    say(link.server(), "the other direction does not count");
    assertEquals("the other direction does not count", hear(link.client(), 34));
    say(link.client(), "123");
    say(link.client(), "456789");
    assertEquals("12345", hear(link.server(), 5));
    assertEnded(link.server());
    assertEnded(link.client());
  }

  @Test
  void aResetInMidMessageFallsOnTheByte() throws Exception {
    Link link = connect();
    link.proxied().inflict(Fault.resetAfter(5, Direction.TO_CLIENT));
    say(link.server(), "123456789");
    // What had arrived before the reset may be lost with it.
    SocketException e =
        assertThrows(SocketException.class, () -> link.client().getInputStream().readNBytes(6));
    assertEquals("Connection reset", e.getMessage());
    assertEquals(5, link.proxied().passed(Direction.TO_CLIENT));
    assertReset(link.server());
  }

  @Test
  void aHalfOpenConnectionSwallowsBytesAndEnds() throws Exception {
    Link link = connect();
    link.proxied().inflict(Fault.halfOpen());
    say(link.client(), "lost");
    say(link.server(), "lost, too");
    await(() -> link.proxied().came(Direction.TO_SERVER) == 4);
    await(() -> link.proxied().came(Direction.TO_CLIENT) == 9);
    link.client().close();
    await(() -> link.proxied().hasEnded(Direction.TO_SERVER));
    assertFalse(link.proxied().hasEnded(Direction.TO_CLIENT));
    assertHearsNothing(link.server());
    assertTrue(link.proxied().isOpen());
    assertFalse(link.proxied().passes());

    link.proxied().inflict(Fault.none());
    say(link.server(), "lost for ever");
    await(() -> link.proxied().came(Direction.TO_CLIENT) == 22);
    assertEquals(0, link.proxied().passed(Direction.TO_CLIENT));
    link.proxied().inflict(Fault.cut());
    assertEnded(link.server());
    assertEquals(0, link.proxied().passed(Direction.TO_SERVER));
  }

  @Test
  void aHalfOpenConnectionIsGoneWhenBothEndsHaveGoneByThemselves() throws Exception {
    Link link = connect();
    link.proxied().inflict(Fault.halfOpen());
    link.client().setSoLinger(true, 0);
    link.client().close();
    assertHearsNothing(link.server());
    assertEquals(1, proxy.open().size());
    link.server().close();
    await(() -> proxy.open().isEmpty());
  }

  @Test
  void aConnectionAcceptedHalfOpenIsNeverAnsweredAndTheServerHearsNothing() throws Exception {
    proxy.inflict(Fault.halfOpen());
    Socket client = dial();
    say(client, "anybody there?");
    await(() -> proxy.accepted() == 1);
    await(() -> proxy.newest().came(Direction.TO_SERVER) == 14);
    assertHearsNothing(client);
    listener.setSoTimeout(NOTHING_MILLIS);
    assertThrows(SocketTimeoutException.class, listener::accept);
    client.close();
    await(() -> proxy.open().isEmpty());
  }

  @Test
  void whatIsDelayedComesInOrderAndNotBeforeItsTime() throws Exception {
    Link link = connect();
    Duration delay = Duration.ofMillis(200);
    link.proxied().inflict(Fault.delay(delay));
    long start = System.nanoTime();
    say(link.client(), "one ");
    say(link.client(), "two");
    link.client().shutdownOutput();
    assertEquals("one two", hear(link.server(), 7));
    assertTrue(System.nanoTime() - start >= delay.toNanos());
    assertEnded(link.server());
  }

  @Test
  void whatADelayHeldBackGoesWhenItIsHealed() throws Exception {
    Link link = connect();
    proxy.inflict(Fault.delay(Duration.ofHours(1)));
    say(link.server(), "late");
    await(() -> link.proxied().came(Direction.TO_CLIENT) == 4);
    assertHearsNothing(link.client());
    proxy.heal();
    assertEquals("late", hear(link.client(), 4));
  }

  @Test
  void aTrickleTakesItsTime() throws Exception {
    Link link = connect();
    link.proxied().inflict(Fault.trickle(100));
    long start = System.nanoTime();
    say(link.server(), "x".repeat(30));
    assertEquals("x".repeat(30), hear(link.client(), 30));
    // The last of the 15 moves of 2 bytes follows 14 pauses of 20 ms.
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(280).toNanos());
  }

  @Test
  void aTrickleThatIsHealedGivesTheRestAtOnce() throws Exception {
    Link link = connect();
    link.proxied().inflict(Fault.trickle(1));
    say(link.client(), "y".repeat(10_000));
    assertEquals("y", hear(link.server(), 1));
    link.proxied().inflict(Fault.none());
    assertEquals("y".repeat(9_999), hear(link.server(), 9_999));
  }

  @Test
  void aRefusalConcernsNewConnectionsAndThePortStays() throws Exception {
    Link link = connect();
    proxy.refuse();
    assertThrows(ConnectException.class, this::dial);
    say(link.client(), "old ones live");
    assertEquals("old ones live", hear(link.server(), 13));
    proxy.accept();
    connect();
    assertEquals(2, proxy.accepted());
  }

  @Test
  void aFaultOfThoseThatAreOpenDoesNotTouchThoseThatCome() throws Exception {
    Link first = connect();
    proxy.inflictOnOpen(Fault.cut());
    assertEnded(first.client());
    Link second = connect();
    say(second.client(), "well");
    assertEquals("well", hear(second.server(), 4));
  }

  @Test
  void aSeedDecidesAThousandBreaksInBothDirections() throws Exception {
    Random random = new Random(7);
    proxy.plan(number -> Fault.resetAfter(1 + random.nextInt(50), directionOf(number)));
    Random again = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Link link = connect();
      Direction direction = directionOf(i);
      boolean toServer = direction == Direction.TO_SERVER;
      say(toServer ? link.client() : link.server(), "z".repeat(60));
      assertReset(toServer ? link.client() : link.server());
      assertEquals(1 + again.nextInt(50), link.proxied().passed(direction));
      link.client().close();
      link.server().close();
    }
    assertEquals(1_000, proxy.accepted());
    await(() -> proxy.open().isEmpty());
    assertEquals(
        1,
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("fault-proxy"))
            .count());
  }

  @Test
  void aClosedProxyLeavesNoThreadAndNoSocket() throws Exception {
    Link link = connect();
    proxy.close();
    assertReset(link.client());
    assertReset(link.server());
    assertThrows(ConnectException.class, this::dial);
    assertThrows(IllegalStateException.class, () -> proxy.inflict(Fault.none()));
  }

  @Test
  void aFailureOfAnObserverIsToldAtTheClose() throws Exception {
    ProxyObserver faulty =
        new ProxyObserver() {
          @Override
          public void accepted(ProxiedConnection connection) {
            throw new UnsupportedOperationException("told");
          }
        };
    FaultProxy failing = FaultProxy.to(listener.getLocalPort(), faulty);
    new Socket(LOOPBACK, failing.port()).close();
    await(() -> failing.newest() != null);
    IllegalStateException e = assertThrows(IllegalStateException.class, failing::close);
    assertEquals("told", e.getCause().getMessage());
  }

  private static Direction directionOf(int number) {
    return number % 2 == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
  }

  private Socket dial() throws IOException {
    Socket client = new Socket(LOOPBACK, proxy.port());
    client.setSoTimeout((int) PATIENCE.toMillis());
    return client;
  }

  private Link connect() throws IOException {
    Socket client = dial();
    Socket server = listener.accept();
    server.setSoTimeout((int) PATIENCE.toMillis());
    return new Link(client, server, proxy.newest());
  }

  private static long waiting(Link link) {
    return link.proxied().came(Direction.TO_SERVER) - link.proxied().passed(Direction.TO_SERVER);
  }

  private static void say(Socket socket, String text) {
    write(socket, text.getBytes(US_ASCII));
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hear(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
  }

  private static void assertEnded(Socket socket) throws IOException {
    assertEquals(-1, socket.getInputStream().read());
  }

  private static void assertReset(Socket socket) {
    SocketException e = assertThrows(SocketException.class, () -> socket.getInputStream().read());
    assertEquals("Connection reset", e.getMessage());
  }

  private static void assertHearsNothing(Socket socket) throws IOException {
    socket.setSoTimeout(NOTHING_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    socket.setSoTimeout((int) PATIENCE.toMillis());
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    Await.until(() -> seen, PATIENCE, condition);
  }
}
