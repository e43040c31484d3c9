package dev.lifeline.containers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/** A running {@link PayaraMicroMain}, with all that it has printed. */
final class PayaraMicroProcess implements AutoCloseable {

  /** For a slow machine: a start takes about 15 s. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final int port;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  /** Starts, and returns when applications can be deployed. */
  PayaraMicroProcess(File microJar) throws IOException, InterruptedException {
    port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(opens(microJar));
    command.addAll(List.of("-cp", microJar + File.pathSeparator + mainClass()));
    command.addAll(List.of(PayaraMicroMain.class.getName(), Integer.toString(port)));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = new Thread(this::read, "payara-micro-output");
    reader.setDaemon(true);
    reader.start();
    answer();
  }

  boolean deploy(String name, File war) throws IOException, InterruptedException {
    order("deploy " + name + " " + war);
    return Boolean.parseBoolean(answer());
  }

  void undeploy(String name) throws IOException, InterruptedException {
    order("undeploy " + name);
    answer();
  }

  int port() {
    return port;
  }

  Jvm jvm() {
    return new Jvm(process.toHandle());
  }

  ContainerLog log() {
    return log::stream;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }

  private void order(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  private String answer() throws InterruptedException {
    String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("Payara Micro does not answer:\n" + String.join("\n", log));
    }
    return answer;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.startsWith(PayaraMicroMain.ANSWER)) {
          answers.add(line.substring(PayaraMicroMain.ANSWER.length()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What java -jar would read from the manifest. */
  private static List<String> opens(File microJar) throws IOException {
    try (JarFile jar = new JarFile(microJar)) {
      List<String> options = new ArrayList<>();
      for (String kind : List.of("Add-Opens", "Add-Exports")) {
        for (String name : jar.getManifest().getMainAttributes().getValue(kind).split(" ")) {
          options.add("--" + kind.toLowerCase(Locale.ROOT));
          options.add(name + "=ALL-UNNAMED");
        }
      }
      return options;
    }
  }

  /** That class alone: what an application shares with the JVM's class path it would not have. */
  private static Path mainClass() throws IOException {
    String file = PayaraMicroMain.class.getName().replace('.', '/') + ".class";
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tmp-of-micro-");
    Files.createDirectories(directory.resolve(file).getParent());
    Files.copy(Path.of("target", "test-classes").resolve(file), directory.resolve(file));
    return directory;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
