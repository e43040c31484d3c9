package dev.lifeline.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process of a container, looked into from outside by its own JDK's jcmd. */
record Jvm(ProcessHandle process) {

  private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]+)\"");

  /**
   * Number, instances, bytes, class: what is at work while an application runs. Constants of its
   * classes stay for as long as a container keeps the classes, which is its own affair.
   */
  private static final Pattern AT_WORK =
      Pattern.compile(
          "(?m)^ *\\d+: +\\d+ +\\d+ +(dev\\.lifeline\\.(?:heartbeat\\.(?:HeartbeatMonitor|Heartbeat"
              + "|TimingWheel|Liveness)|connection\\.Connections?|channel\\.Channels"
              + "|endpoint\\.PlainClients?|supervise\\.LifelineMonitor))(?: .*)?$");

  /** Tomcat's and Payara's. */
  private static final Pattern LOADERS =
      Pattern.compile(
          "(?m)^ *\\d+: +(\\d+) +\\d+ +"
              + "(?:org\\.apache\\.catalina\\.loader\\.(?:Parallel)?WebappClassLoader"
              + "|org\\.glassfish\\.web\\.loader\\.WebappClassLoader)(?: .*)?$");

  static Jvm current() {
    return new Jvm(ProcessHandle.current());
  }

  /** The youngest process with the text in its command line. */
  static Jvm withCommandLine(String text) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().commandLine().orElse("").contains(text))
        .max(Comparator.comparing(process -> process.info().startInstant().orElseThrow()))
        .map(Jvm::new)
        .orElseThrow(() -> new IllegalStateException("no process runs from " + text));
  }

  /** The names of the live threads that are Lifeline's own. */
  Set<String> threadsOfOurs() {
    Set<String> names = matches(THREAD, jcmd("Thread.print"));
    names.removeIf(name -> !name.startsWith("lifeline-"));
    return names;
  }

  /** The working parts of Lifeline that a full collection leaves. */
  Set<String> partsAtWork() {
    return matches(AT_WORK, jcmd("GC.class_histogram"));
  }

  /** How many class loaders of applications a full collection leaves. */
  int applicationLoaders() {
    Matcher matcher = LOADERS.matcher(jcmd("GC.class_histogram"));
    int count = 0;
    while (matcher.find()) {
      count += Integer.parseInt(matcher.group(1));
    }
    return count;
  }

  /**
   * How many those are, and where what holds them was written to: asked for once a test has failed.
   */
  String applicationLoadersInDump() {
    try {
      Path dump = Files.createTempDirectory("kept-loaders-").resolve("container.hprof");
      return applicationLoaders() + " loaders: " + jcmd("GC.heap_dump " + dump);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> matches(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private String jcmd(String command) {
    Path java = Path.of(process.info().command().orElseThrow());
    try {
      Process jcmd =
          new ProcessBuilder(
                  java.resolveSibling("jcmd").toString(), Long.toString(process.pid()), command)
              .redirectErrorStream(true)
              .start();
      String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (jcmd.waitFor() != 0) {
        throw new IOException("jcmd " + command + ": " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
