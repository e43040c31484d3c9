package dev.lifeline.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** This machine's nginx as a process of the test, with a folder and a configuration of its own. */
public final class NginxProcess implements AutoCloseable {

  /** Set where the absence of nginx must not pass for a green run. */
  private static final String REQUIRED = "LIFELINE_REQUIRE_NGINX";

  /** Where Debian has it: not on everybody's PATH. */
  private static final String SYSTEM_PROGRAMS = "/usr/sbin";

  private static final int PATIENCE_SECONDS = 20;

  private final int port;
  private final Path log;
  private final Process process;

  private NginxProcess(Path program, String locations) throws IOException {
    port = freePort();
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "nginx-");
    log = folder.resolve("log.txt");
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        template().replace("@port@", String.valueOf(port)).replace("@locations@", locations));
    process =
        new ProcessBuilder(program.toString(), "-p", folder + "/", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /** Skips the test where there is no nginx, or fails it where it is required. */
  public static void assumePresent() {
    if (program().isPresent()) {
      return;
    }
    String message = "nginx is not here: no test behind it";
    if (System.getenv(REQUIRED) != null) {
      fail(message);
    }
    System.out.println(message);
    Assumptions.abort(message);
  }

  /**
   * Starts one on a free port, and waits until it accepts.
   *
   * @param locations of its one server, as in a configuration file
   */
  public static NginxProcess start(String locations) throws Exception {
    NginxProcess nginx = new NginxProcess(program().orElseThrow(), locations);
    try {
      Await.until(nginx::output, Duration.ofSeconds(PATIENCE_SECONDS), nginx::accepts);
    } catch (AssertionError e) {
      nginx.close();
      throw e;
    }
    return nginx;
  }

  /** Its first page. */
  public URI home() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** A channel of the server behind it. */
  public URI channel(String name) {
    return URI.create("ws://127.0.0.1:" + port + "/channels/" + name);
  }

  /** What it has said. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ChildProcess.stop(process);
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Path> program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of(SYSTEM_PROGRAMS))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String template() throws IOException {
    try (InputStream in = NginxProcess.class.getResourceAsStream("/nginx/nginx.conf")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
