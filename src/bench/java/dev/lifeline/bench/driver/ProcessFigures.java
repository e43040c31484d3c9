package dev.lifeline.bench.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux tells of a process (proc(5)). */
final class ProcessFigures {

  /** Clock ticks a second in /proc: 100 on every Linux of today. */
  private static final double TICKS_PER_SECOND = 100;

  private final Path directory;

  ProcessFigures(long pid) {
    directory = Path.of("/proc", Long.toString(pid));
  }

  /** User and system time of all its threads until now. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(directory.resolve("stat"));
    // The name, in parentheses, may have blanks; utime is the 12th field behind it, then stime.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
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
