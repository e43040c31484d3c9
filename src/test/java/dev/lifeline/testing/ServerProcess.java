package dev.lifeline.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packed WAR as a process of its own: {@code java -jar target/lifeline.war}. */
public final class ServerProcess implements AutoCloseable {

  private static final Path WAR = Path.of("target/lifeline.war");
  private static final Pattern SERVES = Pattern.compile("Lifeline serves http://localhost:(\\d+)/");

  /** Ten times what a start or an end takes on an idle machine. */
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path temporary;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final List<Thread> readers = new ArrayList<>();

  private ServerProcess(List<String> flags, List<String> properties, List<String> arguments)
      throws IOException {
    temporary = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tmp-of-server-");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-Djava.io.tmpdir=" + temporary);
    properties.forEach(property -> command.add("-D" + property));
    command.addAll(List.of("-jar", WAR.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // With these set, every JVM prints a line about them.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    process = builder.start();
    read(process.getInputStream(), output);
    read(process.getErrorStream(), errors);
  }

  /**
   * Runs it with arguments of any kind, and waits for nothing. Properties are {@code name=value}.
   */
  public static ServerProcess run(List<String> properties, String... arguments) throws IOException {
    return new ServerProcess(List.of(), properties, List.of(arguments));
  }

  /** Runs it on a free port and waits until it serves. */
  public static ServerProcess start(String... properties) throws Exception {
    return startWith(List.of(), properties);
  }

  /** The same with flags of the JVM, like {@code -Xmx64m}. */
  public static ServerProcess startWith(List<String> flags, String... properties) throws Exception {
    ServerProcess server = new ServerProcess(flags, List.of(properties), List.of("--port", "0"));
    try {
      server.port();
      // It comes by a pipe of its own; what counts lines from here on must have it behind.
      Await.until(
          server::errors, Duration.ofSeconds(PATIENCE_SECONDS), server::hasSaidItsParameters);
    } catch (Exception | AssertionError e) {
      server.close();
      throw new IllegalStateException("no start: " + server.output + server.errors, e);
    }
    return server;
  }

  private boolean hasSaidItsParameters() {
    return errors.stream().anyMatch(line -> line.contains("lifeline.heartbeat.interval="));
  }

  /** The port it serves at, once it does. */
  public int port() throws Exception {
    return port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A channel of it, perhaps with a query; the name is percent-encoded already. */
  public URI channel(String name) throws Exception {
    return URI.create("ws://localhost:" + port() + "/channels/" + name);
  }

  /** The lines it has written to its standard output until now. */
  public List<String> output() {
    return output;
  }

  /** The lines it has written to its standard error until now; the log is among them. */
  public List<String> errors() {
    return errors;
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What lives on its heap, in bytes, by {@code jcmd}, which has it collect its garbage. */
  public long liveHeapBytes() throws Exception {
    histogramTotal(); // What a reference held, or a cleaner, goes with the second collection.
    return histogramTotal();
  }

  private long histogramTotal() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process histogram =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)").matcher(text);
    if (!total.find()) {
      throw new IllegalStateException("no total: " + text);
    }
    return Long.parseLong(total.group(1));
  }

  /** What it has left in the folder that it had for temporary files. */
  public List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  /** Asks it to end (SIGTERM, what Ctrl-C does too) and returns at once. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for its end and for all of its output; returns the exit status. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no end: " + output + errors);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  /** Kills it where it has not ended in good order. */
  @Override
  public void close() throws IOException {
    terminate();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(temporary);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void read(InputStream stream, List<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              BufferedReader text =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
              try {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                  lines.add(line);
                  Matcher serves = SERVES.matcher(line);
                  if (serves.matches()) {
                    port.complete(Integer.valueOf(serves.group(1)));
                  }
                }
              } catch (IOException e) {
                // The process was killed.
              }
              if (lines == output) {
                port.completeExceptionally(new IllegalStateException("it ended"));
              }
            },
            "output-of-server");
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }
}
