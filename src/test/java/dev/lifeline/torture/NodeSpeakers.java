package dev.lifeline.torture;

import dev.lifeline.peers.NpmProject;
import dev.lifeline.testing.ChildProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The JavaScript clients, all in one process of Node: see {@code src/test/npm/torture.mjs}. */
final class NodeSpeakers implements AutoCloseable {

  private final Ledger ledger;
  private final Process process;
  private final BufferedWriter commands;
  private final Map<String, One> speakers = new ConcurrentHashMap<>();

  private NodeSpeakers(Ledger ledger, Process process) {
    this.ledger = ledger;
    this.process = process;
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /** Starts the process; the test is skipped where there is no Node. */
  static NodeSpeakers start(Ledger ledger) throws Exception {
    NpmProject.PEERS.install();
    NodeSpeakers speakers =
        new NodeSpeakers(ledger, NpmProject.PEERS.command("torture.mjs").start());
    Thread reader = new Thread(speakers::read, "node-speakers");
    reader.setDaemon(true);
    reader.start();
    return speakers;
  }

  /** One more client. */
  Speaker speaker(String name) {
    One one = new One(name);
    speakers.put(name, one);
    return one;
  }

  private synchronized void say(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        obey(line.split(" ", 6));
      }
    } catch (IOException | RuntimeException e) {
      ledger.broken("node: " + e);
    }
  }

  /** What happened, to whom, in which channel or to which number, and where. */
  private void obey(String[] words) {
    One one = speakers.get(words[1]);
    switch (words[0]) {
      case "begin", "gap" ->
          ledger.beginsAfter(one.listener(words[2]), words[3], Long.parseLong(words[4]));
      case "heard" ->
          ledger.heard(
              one.listener(words[2]),
              words[2],
              words[3],
              Long.parseLong(words[4]),
              Utterance.parse(words[5]));
      case "ack" ->
          one.outcome(
              () ->
                  ledger.acknowledged(
                      words[2], words[3], Long.parseLong(words[4]), Utterance.parse(words[5])));
      case "somewhere" -> one.outcome(ledger::acknowledgedSomewhere);
      case "unknown" -> one.outcome(() -> ledger.unknown(Utterance.parse(words[2])));
      case "failed" -> one.outcome(() -> ledger.failed(Utterance.parse(words[2]), words[3]));
      default -> throw new IllegalArgumentException(String.join(" ", words));
    }
  }

  @Override
  public void close() {
    ChildProcess.stop(process);
  }

  private final class One implements Speaker {

    private final String name;
    private final AtomicInteger unanswered = new AtomicInteger();

    One(String name) {
      this.name = name;
    }

    @Override
    public void open(URI uri, List<String> channels) {
      say("open " + name + " " + uri + " " + String.join(",", channels));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void publish(String channel, Utterance said) {
      unanswered.incrementAndGet();
      say("publish " + name + " " + channel + " " + said);
    }

    void outcome(Runnable told) {
      told.run();
      unanswered.decrementAndGet();
    }

    @Override
    public int unanswered() {
      return unanswered.get();
    }

    @Override
    public void close() {
      if (process.isAlive()) {
        say("close " + name);
      }
    }
  }
}
