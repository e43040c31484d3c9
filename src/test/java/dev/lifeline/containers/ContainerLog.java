package dev.lifeline.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What a container has logged so far, as lines. */
interface ContainerLog {

  /** The lines, oldest first. */
  Stream<String> lines();

  /** How many lines contain the text. */
  default long count(String text) {
    return lines().filter(line -> line.contains(text)).count();
  }

  /** The files of a container in a process of its own. */
  static ContainerLog in(Path directory) {
    return () -> {
      try (Stream<Path> files = Files.list(directory)) {
        // Read whole: the container goes on writing, and not only in UTF-8.
        return files.filter(Files::isRegularFile).toList().stream().flatMap(ContainerLog::read);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** What is logged in this JVM from now on. */
  static ContainerLog ofThisJvm() {
    Recorder recorder = new Recorder();
    Logger.getLogger("").addHandler(recorder);
    return recorder.lines::stream;
  }

  private static Stream<String> read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the messages, without the stack traces that a container may add. */
  final class Recorder extends Handler {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord record) {
      lines.add(String.valueOf(record.getMessage()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
