package dev.lifeline.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What this process logs while it is open, the product's finest lines too. */
public final class ServerLogLines extends Handler implements AutoCloseable {

  /** Held strongly, or its level would be collected with it. */
  private final Logger product = Logger.getLogger("dev.lifeline");

  private final Logger root = Logger.getLogger("");
  private final Level before = product.getLevel();
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  private ServerLogLines() {}

  /** Begins to record. */
  public static ServerLogLines record() {
    ServerLogLines lines = new ServerLogLines();
    lines.setLevel(Level.ALL);
    lines.product.setLevel(Level.ALL);
    lines.root.addHandler(lines);
    return lines;
  }

  /** How many records say so, in their message or by their exception. */
  public long linesWith(String text) {
    return records.stream()
        .filter(r -> (r.getMessage() + " " + r.getThrown()).contains(text))
        .count();
  }

  /** A record that carries an exception, or null. */
  public String firstStackTrace() {
    return records.stream()
        .filter(r -> r.getThrown() != null)
        .findFirst()
        .map(r -> r.getLoggerName() + ": " + r.getThrown())
        .orElse(null);
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    product.setLevel(before);
  }
}
