package dev.lifeline.bench.driver;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running server that is measured. Used by one thread. */
public final class Server implements AutoCloseable {

  private static final Pattern INT_ARRAYS = Pattern.compile("\\s*\\d+:.*\\s\\[I(\\s.*)?");
  private static final Pattern SERVES = Pattern.compile(".*http://localhost:(\\d+)/.*");

  private final Workshop workshop;
  private final Peer peer;
  private final LineProcess process;
  private final ProcessFigures figures;
  private final int port;
  private final double startSeconds;

  private Server(Workshop workshop, Peer peer, LineProcess process, int port, double startSeconds) {
    this.workshop = workshop;
    this.peer = peer;
    this.process = process;
    this.figures = new ProcessFigures(process.pid());
    this.port = port;
    this.startSeconds = startSeconds;
  }

  /** Starts it and waits until it serves. */
  public static Server start(Workshop workshop, Peer peer, Settings settings)
      throws IOException, InterruptedException {
    final long startNanos = System.nanoTime();
    LineProcess process =
        new LineProcess(
            peer.command(workshop, settings),
            workshop.file(peer.name().toLowerCase(Locale.ROOT) + ".err"));
    try {
      Matcher serves = SERVES.matcher(process.await(line -> SERVES.matcher(line).matches()));
      if (!serves.matches()) {
        throw new IllegalStateException("a line that matched does not");
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      return new Server(workshop, peer, process, Integer.parseInt(serves.group(1)), seconds);
    } catch (IllegalStateException e) {
      process.close();
      throw new IllegalStateException(peer + " does not start", e);
    }
  }

  /** Which it is. */
  public Peer peer() {
    return peer;
  }

  /** Where it serves, on the loopback. */
  public int port() {
    return port;
  }

  /** From the beginning of its process until it served. */
  public double startSeconds() {
    return startSeconds;
  }

  /** The processor time of all its threads until now. */
  public double cpuSeconds() throws IOException {
    return figures.cpuSeconds();
  }

  /** Its resident memory. */
  public long residentBytes() throws IOException {
    return figures.residentBytes();
  }

  /** The most that was resident until now. */
  public long peakResidentBytes() throws IOException {
    return figures.peakResidentBytes();
  }

  /** How many files and sockets it has open. */
  public int openFiles() throws IOException {
    return figures.openFiles();
  }

  /**
   * What lives on its heap, after two full collections; of a JVM's without its arrays of int, with
   * which the collector fills gaps, by megabytes at times.
   */
  public long liveHeapBytes() throws IOException, InterruptedException {
    if (!peer.isJvm()) {
      process.write("heap");
      return Long.parseLong(process.await(line -> line.startsWith("heap ")).substring(5));
    }
    // The first lets go of what has finalizers and references; the second is counted.
    classHistogram();
    return classHistogram();
  }

  /** Stops all of it, as a debugger or a hypervisor would. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it run on. */
  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  @Override
  public void close() {
    process.close();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int status = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill " + signal + " ended with " + status);
    }
  }

  /**
   * Of a class histogram of live objects the last line, {@code Total instances bytes}, less {@code
   * rank: instances bytes [I}.
   */
  private long classHistogram() throws IOException, InterruptedException {
    List<String> command =
        List.of(Workshop.java("jcmd"), Long.toString(process.pid()), "GC.class_histogram");
    try (LineProcess histogram = new LineProcess(command, workshop.file("jcmd.err"))) {
      String ints = histogram.await(line -> INT_ARRAYS.matcher(line).matches());
      String total = histogram.await(line -> line.startsWith("Total "));
      return bytes(total) - bytes(ints);
    }
  }

  private static long bytes(String line) {
    return Long.parseLong(line.trim().split("\\s+", -1)[2]);
  }
}
