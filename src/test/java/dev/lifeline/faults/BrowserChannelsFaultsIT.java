package dev.lifeline.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.browser.ChannelPage;
import dev.lifeline.browser.ChromiumForAll;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Direction;
import dev.lifeline.testing.Fault;
import dev.lifeline.testing.FaultProxy;
import dev.lifeline.testing.ProxiedConnection;
import dev.lifeline.testing.ServerClient;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Channels of the browser client on a network that fails: nothing is lost, nothing is doubled, and
 * the order is kept, for the client itself and for a witness at the server.
 */
class BrowserChannelsFaultsIT {

  private static final int MESSAGES = 300;

  /** Faults while these are published. */
  private static final int ROUNDS = 6;

  /** Connections that break before they are of use. */
  private static final int STILLBORN = 8;

  /** More than can be on its way at any time: 64 that are not answered, and what follows them. */
  private static final int HISTORY = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final ChromiumForAll CHROMIUM = new ChromiumForAll();

  private static ServerProcess server;

  private final Random random = new Random(5);
  private final OneAtATime oneAtATime = new OneAtATime();
  private FaultProxy proxy;
  private ServerClient witness;
  private ChannelPage client;

  @BeforeAll
  static void startServer() throws Exception {
    server =
        ServerProcess.start(
            "lifeline.heartbeat.interval=500ms",
            "lifeline.heartbeat.timeout=3s",
            "lifeline.history.size=" + HISTORY,
            // The page comes from the server itself, its messages through the proxy.
            "lifeline.origins=*");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void connect() throws Exception {
    String channel = UUID.randomUUID().toString();
    URI room = server.channel(channel);
    witness = ServerClient.join(room);
    proxy = FaultProxy.to(server.port(), oneAtATime);
    client =
        new ChannelPage(CHROMIUM.browser(), URI.create("http://localhost:" + server.port() + "/"));
    client.open(proxy.through(room), channel, BrowserClient.options(Timings.SHORT));
    await(() -> client.told().contains("subscribed"));
  }

  @AfterEach
  void disconnect() throws Exception {
    try {
      assertEquals(List.of(), oneAtATime.violations());
    } finally {
      client.close();
      witness.close();
      proxy.close();
    }
  }

  @Test
  void cutsWhilePublishingLoseAndDoubleNothing() throws Exception {
    publishDuring(round -> Fault.cutAfter(random.nextInt(400), direction(round)));
  }

  @Test
  void resetsWhilePublishingLoseAndDoubleNothing() throws Exception {
    publishDuring(round -> Fault.resetAfter(random.nextInt(400), direction(round)));
  }

  @Test
  void halfOpenConnectionsWhilePublishingLoseAndDoubleNothing() throws Exception {
    publishDuring(round -> Fault.halfOpen());
  }

  @Test
  void connectionsThatBreakDuringTheHelloLoseAndDoubleNothing() throws Exception {
    ProxiedConnection whole = proxy.newest();
    long toServer = whole.passed(Direction.TO_SERVER);
    long toClient = whole.passed(Direction.TO_CLIENT);
    // The handshake is the greater part of what goes to the server, and the lesser of what comes.
    proxy.plan(
        number ->
            number > STILLBORN
                ? Fault.none()
                : number % 2 == 0
                    ? Fault.resetAfter(part(toServer, 0.85), Direction.TO_SERVER)
                    : Fault.cutAfter(part(toClient, 0.45), Direction.TO_CLIENT));
    proxy.inflictOnOpen(Fault.reset());
    client.publishAll(MESSAGES);
    await(() -> client.stored().size() == MESSAGES);
    assertNothingLostOrDoubled();
    long opened = client.states().stream().filter("open"::equals).count();
    assertTrue(opened > client.welcomes().size(), "opened " + opened + ": " + client.welcomes());
  }

  @Test
  void whatIsPublishedDuringABreakIsRecoveredInOrder() throws Exception {
    awayWhileTheWitnessSays(HISTORY);
    await(() -> client.heard().size() == HISTORY);
    assertEquals(inOrder(HISTORY), client.heard());
    assertTrue(client.told().contains("recovered"), client.told()::toString);
    assertFalse(client.told().contains("gap"), client.told()::toString);
  }

  @Test
  void moreThanIsKeptDuringABreakIsAGapThatIsTold() throws Exception {
    awayWhileTheWitnessSays(HISTORY + 1);
    await(() -> client.told().contains("gap"));
    assertFalse(client.told().contains("recovered"), client.told()::toString);
    witness.say("behind it");
    String next = (HISTORY + 2) + " behind it";
    await(() -> client.heard().contains(next));
    assertEquals(List.of(next), client.heard());
  }

  /** Inflicts faults while the client publishes, and holds it to its promises. */
  private void publishDuring(IntFunction<Fault> faults) throws Exception {
    client.publishAll(MESSAGES);
    for (int round = 1; round <= ROUNDS; round++) {
      int due = round * MESSAGES / (ROUNDS + 1);
      await(() -> client.stored().size() >= due);
      int before = proxy.accepted();
      proxy.inflictOnOpen(faults.apply(round));
      await(() -> proxy.accepted() > before);
    }
    proxy.heal();
    await(() -> client.stored().size() == MESSAGES);
    assertNothingLostOrDoubled();
  }

  private void assertNothingLostOrDoubled() throws Exception {
    List<String> all = inOrder(MESSAGES);
    assertEquals(all, client.stored());
    await(() -> client.heard().size() >= MESSAGES);
    assertEquals(all, client.heard());
    assertFalse(client.told().contains("gap"), client.told()::toString);
    List<String> witnessed = new ArrayList<>();
    for (int i = 1; i <= MESSAGES; i++) {
      witnessed.add(i + " " + witness.hear());
    }
    assertEquals(all, witnessed);
    witness.say("ping");
    assertEquals("pong", witness.hear(), "nothing follows");
    List<Boolean> welcomes = client.welcomes();
    assertFalse(welcomes.get(0));
    assertFalse(welcomes.subList(1, welcomes.size()).contains(false), welcomes::toString);
  }

  /** Keeps the client away while so many messages are published. */
  private void awayWhileTheWitnessSays(int count) throws Exception {
    proxy.refuse();
    proxy.inflictOnOpen(Fault.reset());
    await(() -> client.states().contains("waiting"));
    for (int i = 1; i <= count; i++) {
      witness.say("m" + i);
      assertEquals("m" + i, witness.hear());
    }
    proxy.accept();
    await(() -> client.welcomes().equals(List.of(false, true)));
  }

  private static List<String> inOrder(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i + " m" + i).toList();
  }

  private static Direction direction(int round) {
    return round % 2 == 0 ? Direction.TO_CLIENT : Direction.TO_SERVER;
  }

  /** Anything from so great a part on. */
  private long part(long bytes, double least) {
    return (long) (bytes * (least + (1 - least) * random.nextDouble()));
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    Await.until(
        () ->
            client.states() + "; " + client.told() + "; " + client.stored() + "; " + client.heard(),
        PATIENCE,
        condition);
  }
}
