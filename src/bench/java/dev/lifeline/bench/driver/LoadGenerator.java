package dev.lifeline.bench.driver;

import dev.lifeline.bench.load.Generator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The load generator's process, told what to do. Used by one thread. */
public final class LoadGenerator implements AutoCloseable {

  private final LineProcess process;
  private final ProcessFigures figures;

  /** Starts it without any connection. */
  public LoadGenerator(Workshop workshop) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Workshop.java("java"));
    command.addAll(List.of("-Xms256m", "-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", workshop.classes().toString(), Generator.class.getName()));
    process = new LineProcess(command, workshop.file("generator.err"));
    figures = new ProcessFigures(process.pid());
  }

  /** Gives a command and waits until it is done. */
  public Answer ask(String command) throws IOException, InterruptedException {
    process.write(command);
    return Answer.of(process.await(line -> line.startsWith("ok ")));
  }

  /**
   * Opens connections and waits for the last.
   *
   * @throws IllegalStateException if one of them fails
   */
  public void open(String group, int count, Server server, String channel, int receiveBuffer)
      throws IOException, InterruptedException {
    Peer peer = server.peer();
    Answer answer =
        ask(
            String.join(
                " ",
                "open",
                group,
                Integer.toString(count),
                peer.dialect(),
                Integer.toString(server.port()),
                peer.path(channel),
                Integer.toString(receiveBuffer)));
    if (answer.get("failed") > 0) {
      throw new IllegalStateException(peer + ": " + answer);
    }
  }

  /** The processor time it has taken until now: a busy one measures itself. */
  public double cpuSeconds() throws IOException {
    return figures.cpuSeconds();
  }

  @Override
  public void close() {
    process.close();
  }
}
