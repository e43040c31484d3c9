package dev.lifeline.bench.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the figures were measured on. */
public final class Machine {

  private Machine() {}

  /** In one line. */
  public static String describe() throws IOException {
    return "%d cores (%s), %s, JDK %s (%s), Node %s; JVM servers with `%s`"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            nodeVersion() == null ? "absent" : nodeVersion(),
            Peer.jvmFlags());
  }

  /** Whether servers on Node can be measured. */
  public static boolean hasNode() {
    return nodeVersion() != null;
  }

  private static @Nullable String nodeVersion() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version =
          new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      return node.waitFor(10, TimeUnit.SECONDS) && node.exitValue() == 0 ? version : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static String processor() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
    return lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }
}
