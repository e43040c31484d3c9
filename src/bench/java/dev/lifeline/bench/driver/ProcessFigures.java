package dev.lifeline.bench.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What Linux tells of a process (proc(5)). Used by one thread. */
final class ProcessFigures {

  private final Path directory;

  /** The processor time of each thread when last asked: one that has ended is still counted. */
  private final Map<Path, Long> cpuNanos = new HashMap<>();

  ProcessFigures(long pid) {
    directory = Path.of("/proc", Long.toString(pid));
  }

  /**
   * User and system time of all its threads until now. From {@code schedstat}, which tells
   * nanoseconds: {@code stat} counts hundredths of a second, a percent of what an idle server takes
   * in a window.
   */
  double cpuSeconds() throws IOException {
    try (Stream<Path> threads = Files.list(directory.resolve("task"))) {
      for (Path thread : threads.toList()) {
        try {
          String onCpu = Files.readString(thread.resolve("schedstat")).split(" ", -1)[0];
          cpuNanos.put(thread, Long.parseLong(onCpu));
        } catch (IOException e) {
          // The thread has ended in between.
        }
      }
    }
    return cpuNanos.values().stream().mapToLong(Long::longValue).sum() / 1e9;
  }

  /** Resident memory in bytes. */
  long residentBytes() throws IOException {
    return status("VmRSS:");
  }

  /** The most of it until now, in bytes. */
  long peakResidentBytes() throws IOException {
    return status("VmHWM:");
  }

  int openFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("fd"))) {
      return Math.toIntExact(files.count());
    }
  }

  private long status(String name) throws IOException {
    for (String line : Files.readAllLines(directory.resolve("status"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("no " + name + " in " + directory);
  }
}
