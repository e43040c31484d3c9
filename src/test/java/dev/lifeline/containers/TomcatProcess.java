package dev.lifeline.containers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running {@link TomcatMain}, on the class path of this JVM. */
final class TomcatProcess implements AutoCloseable {

  /** For a slow machine: a start takes about 3 s. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Integer> serves = new CompletableFuture<>();

  /** Starts, and returns when the application is served, at the root path. */
  TomcatProcess(Path war, Path work) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                // What Surefire has put into the manifest of a JAR, where it has.
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                TomcatMain.class.getName(),
                war.toString(),
                work.toString())
            .redirectErrorStream(true)
            .start();
    Thread reader = new Thread(this::read, "tomcat-output");
    reader.setDaemon(true);
    reader.start();
    try {
      port = serves.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new AssertionError("Tomcat does not start:\n" + String.join("\n", log), e);
    }
  }

  int port() {
    return port;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Forcibly: what a frozen one is told in a milder way waits. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.startsWith(TomcatMain.SERVES)) {
          serves.complete(Integer.valueOf(line.substring(TomcatMain.SERVES.length())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      serves.completeExceptionally(new IOException("it ended"));
    }
  }
}
