package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOptionsTest {

  private static final URI SERVER = URI.create("wss://example.org/channels/lobby");

  static Stream<Arguments> refused() {
    return Stream.of(
        bad("connectTimeout", b -> b.connectTimeout(Duration.ZERO)),
        bad("heartbeat.interval", b -> b.heartbeat(h -> h.interval(Duration.ofMillis(-1)))),
        bad("heartbeat.quiet", b -> b.heartbeat(h -> h.quiet(Duration.ZERO))),
        bad("heartbeat.timeout", b -> b.heartbeat(h -> h.timeout(Duration.ZERO))),
        bad("heartbeat.patience", b -> b.heartbeat(h -> h.patience(Duration.ZERO))),
        bad("heartbeat.probeTimeout", b -> b.heartbeat(h -> h.probeTimeout(Duration.ZERO))),
        bad("heartbeat.maxBuffered", b -> b.heartbeat(h -> h.maxBuffered(Duration.ofDays(366)))),
        bad("heartbeat.serverAnswer", b -> b.heartbeat(h -> h.serverAnswer("!"))),
        bad("reconnect.base", b -> b.reconnect(r -> r.base(Duration.ZERO))),
        bad("reconnect.ceiling", b -> b.reconnect(r -> r.ceiling(Duration.ZERO))),
        bad("reconnect.stableAfter", b -> b.reconnect(r -> r.stableAfter(Duration.ZERO))),
        bad("reconnect.maxRetries", b -> b.reconnect(r -> r.maxRetries(-1))),
        bad("servers.coolDown", b -> b.coolDown(Duration.ZERO)),
        bad("queue.maxMessages", b -> b.queue(0, 1)),
        bad("queue.maxBytes", b -> b.queue(1, 0)),
        bad("maxMessageBytes", b -> b.maxMessageBytes(0)));
  }

  private static Arguments bad(String option, Consumer<ClientBuilder> choice) {
    return Arguments.of(option, choice);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatCannotWorkIsRefusedByName(String option, Consumer<ClientBuilder> choice) {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              ClientBuilder builder = LifelineClient.builder(SERVER);
              choice.accept(builder);
              builder.build();
            });
    assertTrue(refusal.getMessage().startsWith(option + " "), refusal.getMessage());
    assertTrue(
        refusal.getMessage().contains("allowed") || refusal.getMessage().contains("needs"),
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a/", "ws:///path", "wss://a/#part", "channels/lobby"})
  void aUrlMustBeAWebSockets(String url) {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> LifelineClient.builder(SERVER, URI.create(url)).build());
    assertTrue(refusal.getMessage().startsWith("url " + url), refusal.getMessage());
  }

  @Test
  void atLeastOneUrlIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> LifelineClient.builder().build());
  }

  @Test
  void theDefaultsAreTheBrowsers() {
    ClientOptions options = LifelineClient.builder(SERVER).build();
    assertEquals(Duration.ofSeconds(6), options.connectTimeout());
    assertEquals(
        new HeartbeatOptions(
            "ping",
            "pong",
            null,
            null,
            HeartbeatOptions.Pings.NONE,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofMillis(750),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3)),
        options.heartbeat());
    assertEquals(Duration.ofSeconds(5), options.reconnect().stableAfter());
    assertEquals(Integer.MAX_VALUE, options.reconnect().maxRetries());
    assertEquals(Duration.ofSeconds(30), options.coolDown());
    assertTrue(options.failback());
    assertEquals(new QueueOptions(true, 1_000, 1_048_576), options.queue());
  }

  @Test
  void theNetworkIsNotAskedForAServerOnLoopback() {
    for (String url : new String[] {"ws://localhost:1/", "ws://127.0.0.2/", "ws://[::1]:9/"}) {
      assertTrue(LifelineClient.builder(URI.create(url)).build().network().getAsBoolean(), url);
    }
  }

  @Test
  void aTokenInAHeaderIsTheWholeValueOrABearers() {
    assertEquals(
        "{Authorization=Bearer abc}",
        Authentication.bearer(Rig::unanswered).way().headers("abc").toString());
    assertEquals(
        "{X-Token=abc}",
        Authentication.header("X-Token", Rig::unanswered).way().headers("abc").toString());
  }
}
