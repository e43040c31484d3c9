package dev.lifeline.bench.driver;

import dev.lifeline.bench.peer.NettyServer;
import dev.lifeline.bench.peer.TomcatOfItsOwn;
import dev.lifeline.bench.peer.echo.EchoEndpoint;
import dev.lifeline.bench.peer.lean.LeanEchoEndpoint;
import dev.lifeline.bench.peer.scan.ScanEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that is measured, and how to start it. */
public enum Peer {
  /** What all others are compared with. */
  LIFELINE("Lifeline, `java -jar lifeline.war`") {
    @Override
    List<String> command(Workshop workshop, Settings settings) {
      return runnable(workshop.lifelineWar(), lifeline(settings));
    }
  },

  /** The same server, whose clients lose nothing. */
  LIFELINE_V1("Lifeline, subprotocol `lifeline.v1`") {
    @Override
    List<String> command(Workshop workshop, Settings settings) throws IOException {
      return LIFELINE.command(workshop, settings);
    }

    @Override
    String dialect() {
      return "LIFELINE_V1";
    }
  },

  /** Nothing but the container's own work, in the same container. */
  BARE_ECHO("(a) bare echo, same tuned Tomcat") {
    @Override
    List<String> command(Workshop workshop, Settings settings) throws IOException {
      return runnable(WarFile.pack(workshop, LeanEchoEndpoint.class), List.of());
    }
  },

  /** What Tomcat costs out of the box. */
  DEFAULT_ECHO("(b) bare echo, Tomcat's own settings") {
    @Override
    List<String> command(Workshop workshop, Settings settings) throws IOException {
      return tomcat(workshop, WarFile.pack(workshop, EchoEndpoint.class), List.of());
    }
  },

  /** The same application with two JARs and a parameter more. */
  OWN_SUPERVISED("(b3) the bare echo of (b), supervised by Lifeline") {
    @Override
    List<String> command(Workshop workshop, Settings settings) throws IOException {
      return tomcat(
          workshop, WarFile.packSupervised(workshop, EchoEndpoint.class), lifeline(settings));
    }
  },

  /** Lifeline without its tuning. */
  DEFAULT_LIFELINE("(b2) Lifeline's WAR, Tomcat's own settings") {
    @Override
    List<String> command(Workshop workshop, Settings settings) throws IOException {
      return tomcat(workshop, workshop.lifelineWar(), lifeline(settings));
    }
  },

  /** What most tutorials end with. */
  SCAN("(c) tutorials' scan, Tomcat's own settings") {
    @Override
    List<String> command(Workshop workshop, Settings settings) throws IOException {
      return tomcat(
          workshop, WarFile.pack(workshop, ScanEndpoint.class), List.of(timeout(settings)));
    }
  },

  /** The idle handler of the JVM's usual network library. */
  NETTY("(d) Netty, IdleStateHandler") {
    @Override
    List<String> command(Workshop workshop, Settings settings) {
      return jvm(
          List.of(timeout(settings)),
          List.of("-cp", workshop.classPathWith("/io/netty/"), NettyServer.class.getName()));
    }
  },

  /** The recipe in the README of Node's usual library. */
  WS("(e) ws on Node, its README's heartbeat") {
    @Override
    List<String> command(Workshop workshop, Settings settings) {
      return node(workshop, "ws-server.mjs", settings);
    }

    @Override
    boolean isJvm() {
      return false;
    }
  },

  /** Node's usual library with a protocol of its own. */
  SOCKET_IO("(f) Socket.IO on Node") {
    @Override
    List<String> command(Workshop workshop, Settings settings) {
      return node(workshop, "socket-io-server.mjs", settings);
    }

    @Override
    boolean isJvm() {
      return false;
    }

    @Override
    String dialect() {
      return "SOCKET_IO";
    }

    @Override
    String path(String channel) {
      return "/socket.io/?EIO=4&transport=websocket&channel=" + channel;
    }
  };

  /**
   * The collector of least memory and no threads of its own, and a heap that grows from small: what
   * is resident is then what the server needs.
   */
  private static final List<String> JVM_FLAGS = List.of("-Xms64m", "-Xmx2g", "-XX:+UseSerialGC");

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  abstract List<String> command(Workshop workshop, Settings settings) throws IOException;

  /** As the report names it. */
  public String title() {
    return title;
  }

  /** The flags that every JVM server runs with. */
  public static String jvmFlags() {
    return String.join(" ", JVM_FLAGS);
  }

  /** What the load generator has to speak. */
  String dialect() {
    return "PLAIN";
  }

  String path(String channel) {
    return "/channels/" + channel;
  }

  boolean isJvm() {
    return true;
  }

  /** Whether it is left out where there is no Node. */
  public boolean needsNode() {
    return !isJvm();
  }

  private static List<String> lifeline(Settings settings) {
    return List.of(
        "-Dlifeline.heartbeat.interval=" + settings.interval().toMillis() + "ms",
        "-Dlifeline.heartbeat.timeout=" + settings.timeout().toMillis() + "ms",
        "-Dlifeline.connections.max=20000");
  }

  private static String timeout(Settings settings) {
    return "-Dbench.timeoutMillis=" + settings.timeout().toMillis();
  }

  private static List<String> runnable(Path war, List<String> properties) {
    return jvm(properties, List.of("-jar", war.toString(), "--port", "0"));
  }

  private static List<String> tomcat(Workshop workshop, Path war, List<String> properties)
      throws IOException {
    return jvm(
        properties,
        List.of(
            "-cp",
            workshop.tomcat(),
            TomcatOfItsOwn.class.getName(),
            war.toString(),
            workshop.emptyDirectory("tomcat-of-" + war.getFileName()).toString()));
  }

  private static List<String> jvm(List<String> properties, List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(Workshop.java("java"));
    command.addAll(JVM_FLAGS);
    command.addAll(properties);
    command.addAll(program);
    return command;
  }

  private static List<String> node(Workshop workshop, String script, Settings settings) {
    return List.of(
        "node",
        "--expose-gc",
        workshop.file("node").resolve(script).toString(),
        Long.toString(settings.timeout().toMillis()));
  }
}
