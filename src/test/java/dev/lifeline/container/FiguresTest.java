package dev.lifeline.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.ConnectionOwner;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.HeartbeatTexts;
import dev.lifeline.connection.LifeSign;
import dev.lifeline.connection.OutboundLimits;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.supervise.LifelineMonitor;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static final LifeSign PING = new LifeSign(true, null);

  private final Connections connections =
      new Connections(
          new HeartbeatMonitor(new FakeTicker(0)),
          new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5)),
          PING,
          new OutboundLimits(1_000, 1_000, Duration.ofSeconds(10), 1_000),
          10,
          Runnable::run,
          end -> {});
  private final LifelineMonitor monitor =
      new LifelineMonitor(
          connections, PING, HeartbeatTexts.NONE, TomcatInstances.of("no servlet context"));

  @Test
  void theyAreShownByJmxUntilTheyAreClosed() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.lifeline:type=Lifeline,application=\"/a,b\"");
    Management shown = Management.show(monitor, "/a,b");
    open("1", "/chat").end(EndReason.NO_HEARTBEAT);
    open("2", "/chat");
    assertEquals(1, server.getAttribute(name, "OpenSessions"));
    TabularData ends = (TabularData) server.getAttribute(name, "EndedByReason");
    assertEquals(1L, ends.get(new Object[] {"NO_HEARTBEAT"}).get("value"));
    CompositeData chat = ((CompositeData[]) server.getAttribute(name, "Endpoints"))[0];
    assertEquals("/chat", chat.get("path"));
    assertEquals(1, chat.get("openSessions"));
    assertEquals(2L, chat.get("openedSessions"));
    shown.close();
    assertFalse(server.isRegistered(name));
  }

  @Test
  void twoApplicationsAtOnePathDoNotDisturbEachOther() throws Exception {
    Management first = Management.show(monitor, "/twice");
    Management.show(monitor, "/twice").close();
    ObjectName name = new ObjectName("dev.lifeline:type=Lifeline,application=\"/twice\"");
    assertTrue(ManagementFactory.getPlatformMBeanServer().isRegistered(name));
    first.close();
  }

  @Test
  void theyAreMetersWhereMicrometerIs() {
    assertTrue(Figures.isThere(Figures.MICROMETER, FiguresTest.class.getClassLoader()));
    assertFalse(Figures.isThere(Figures.MICROMETER, ClassLoader.getPlatformClassLoader()));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    Meters shown = Meters.show(monitor, "/a");
    open("1", "/chat").end(EndReason.NO_HEARTBEAT);
    open("2", "/chat");
    assertEquals(
        1, registry.get("lifeline.sessions.open").tag("application", "/a").gauge().value());
    assertEquals(
        1,
        registry
            .get("lifeline.sessions.ended")
            .tag("reason", "NO_HEARTBEAT")
            .functionCounter()
            .count());
    shown.close();
    assertTrue(registry.find("lifeline.sessions.open").meters().isEmpty());
    Metrics.removeRegistry(registry);
  }

  private Connection open(String id, String endpoint) {
    return connections.watch(
        new FakeSession(id).session(), endpoint, PING, connection -> new ConnectionOwner() {});
  }
}
