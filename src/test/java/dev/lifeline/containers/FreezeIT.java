package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that was stopped and continued: a suspended machine, a debugger, a long collection. In a
 * process of its own, as Arquillian's adapters give no hold on one.
 */
@Tag("container")
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "tomcat-embedded|payara-micro")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGSTOP")
class FreezeIT implements Scenario {

  private static final int LIVING = 60;

  private static final int DYING = 20;

  private static final Duration AWAY = TIMEOUT.multipliedBy(4);

  /** Four ticks of the monitor: so well it knows when it was stopped. */
  private static final Duration TOLERANCE = Duration.ofMillis(100);

  @TempDir private static Path work;

  private static AutoCloseable server;
  private static ProcessHandle process;
  private static URI application;

  @BeforeAll
  static void start() throws Exception {
    Path war = work.resolve("freeze.war");
    Scenario.war("freeze").archive().as(ZipExporter.class).exportTo(war.toFile());
    if (Scenario.isPayara()) {
      PayaraMicroProcess payara = new PayaraMicroProcess(new File(System.getenv("MICRO_JAR")));
      server = payara;
      process = payara.jvm().process();
      assertTrue(payara.deploy("freeze", war.toFile()));
      application = URI.create("ws://localhost:" + payara.port() + "/freeze");
    } else {
      TomcatProcess tomcat = new TomcatProcess(war, Files.createDirectory(work.resolve("tomcat")));
      server = tomcat;
      process = tomcat.handle();
      application = URI.create("ws://localhost:" + tomcat.port());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public URI server() {
    return application;
  }

  @Test
  void aServerThatWasAwayClosesThoseWhoDiedMeanwhileAtTheirDeadlineAndNobodyElse()
      throws Exception {
    try (Clients living = new Clients();
        Clients dying = new Clients()) {
      Beats.ofPings(living)
          .during(
              () -> {
                living.join(channel("frozen"), LIVING);
                Beats.ofPings(dying).during(() -> dying.join(channel("frozen"), DYING));
                List<Long> lastSigns = new ArrayList<>();
                for (RawWebSocketClient client : dying) {
                  lastSigns.add(client.sendText("ping"));
                }
                long away = freezeFor(AWAY);
                for (int i = 0; i < DYING; i++) {
                  closedForSilence(dying.get(i), lastSigns.get(i), away);
                }
              });
      living.areOpen();
    }
  }

  /** The dead are closed for their silence while the server was there to listen. */
  private static void closedForSilence(RawWebSocketClient dead, long lastSign, long awayNanos)
      throws InterruptedException {
    Frame close = dead.skipTo(Frame.CLOSE, PATIENCE);
    assertEquals(4000, close.closeCode(), close::toString);
    long silence = close.arrivedNanos() - lastSign - awayNanos;
    assertTrue(
        silence >= TIMEOUT.minus(TOLERANCE).toNanos(), () -> "closed after " + silence + " ns");
  }

  /** Returns for how long the server was certainly stopped, in nanoseconds. */
  private static long freezeFor(Duration time) throws IOException, InterruptedException {
    signal("STOP");
    try {
      long start = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      return System.nanoTime() - start;
    } finally {
      signal("CONT");
    }
  }

  private static void signal(String name) throws IOException, InterruptedException {
    assertEquals(
        0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
  }
}
