package dev.lifeline.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The process of the load generator. Each line of its standard input is a command, answered by one
 * line of {@code name=value} pairs when it is done:
 *
 * <ul>
 *   <li>{@code open GROUP COUNT DIALECT PORT PATH RCVBUF}: when all are open
 *   <li>{@code beat GROUP MILLIS}: each client beats once in that time from now on
 *   <li>{@code silence GROUP}: a last heartbeat of every client at once, and nothing after it
 *   <li>{@code stall GROUP}: reads nothing more
 *   <li>{@code publish GROUP BYTES PER-SECOND}, {@code flood GROUP BYTES WINDOW}, {@code quiet
 *       GROUP}
 *   <li>{@code mark}: the moment that {@code since} counts from
 *   <li>{@code stats GROUP}, {@code closes GROUP}, {@code since GROUP}, {@code reset}
 * </ul>
 */
public final class Generator {

  private final Loop loop;

  /** Owned by the loop's thread. */
  private long markNanos;

  private Generator(Loop loop) {
    this.loop = loop;
  }

  /** Ends with its standard input. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Loop loop = new Loop();
    Thread thread = new Thread(loop, "load");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (failed, e) -> {
          e.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    thread.start();
    Generator generator = new Generator(loop);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      loop.execute(() -> generator.obey(words));
    }
  }

  private void obey(String[] words) {
    switch (words[0]) {
      case "open" -> {
        open(words);
        return;
      }
      case "beat" -> beat(group(words), Long.parseLong(words[2]));
      case "silence" -> silence(group(words));
      case "stall" -> group(words).clients.forEach(Client::stall);
      case "publish", "flood" -> loop.publishers.put(words[1], publisher(words));
      case "quiet" -> loop.publishers.remove(words[1]);
      case "mark" -> markNanos = System.nanoTime();
      case "reset" -> {
        loop.groups.values().forEach(Group::reset);
        loop.publishers.values().forEach(Publisher::reset);
      }
      case "stats" -> {
        Publisher publisher = loop.publishers.get(words[1]);
        answer(group(words).stats() + (publisher == null ? "" : publisher.stats()));
        return;
      }
      case "closes" -> {
        answer(group(words).closes(0));
        return;
      }
      case "since" -> {
        answer(group(words).closes(markNanos));
        return;
      }
      default -> throw new IllegalArgumentException("no such command: " + words[0]);
    }
    answer("");
  }

  private void open(String[] words) {
    Group group =
        new Group(
            words[1],
            Integer.parseInt(words[2]),
            Dialect.valueOf(words[3]),
            Integer.parseInt(words[4]),
            words[5],
            Integer.parseInt(words[6]));
    loop.groups.put(group.name, group);
    loop.whenComplete(() -> answer(group.stats()));
  }

  private static void beat(Group group, long periodMillis) {
    group.beatEveryNanos = periodMillis * 1_000_000 / group.clients.size();
    group.nextBeatNanos = System.nanoTime();
  }

  private void silence(Group group) {
    group.clients.forEach(loop::beat);
    group.clients.forEach(client -> client.silent = true);
    group.beatEveryNanos = 0;
  }

  private Publisher publisher(String[] words) {
    int bytes = Integer.parseInt(words[2]);
    int number = Integer.parseInt(words[3]);
    return words[0].equals("publish")
        ? Publisher.atRate(group(words), bytes, number, System.nanoTime())
        : Publisher.withWindow(group(words), bytes, number, System.nanoTime());
  }

  private Group group(String[] words) {
    Group group = loop.groups.get(words[1]);
    if (group == null) {
      throw new IllegalArgumentException("no such group: " + words[1]);
    }
    return group;
  }

  private static void answer(String fields) {
    System.out.println("ok " + fields);
    System.out.flush();
  }
}
