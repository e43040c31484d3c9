package dev.lifeline.peers;

import dev.lifeline.testing.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;

/**
 * WebSocket servers that know nothing of Lifeline, in one Node process: see {@code
 * src/test/npm/foreign-servers.mjs}.
 */
final class ForeignServers implements AutoCloseable {

  private final Process process;
  private final int port;

  private ForeignServers(Process process) throws IOException {
    this.process = process;
    BufferedReader output = process.inputReader();
    port = Integer.parseInt(output.readLine());
  }

  /** Starts them and waits until they accept. */
  static ForeignServers start() throws Exception {
    NpmProject.PEERS.install();
    return new ForeignServers(
        new ProcessBuilder("node", "foreign-servers.mjs")
            .directory(NpmProject.PEERS.copy().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  int port() {
    return port;
  }

  /** Where the server of this character is. */
  URI uri(String character) {
    return URI.create("ws://localhost:" + port + "/" + character);
  }

  @Override
  public void close() {
    ChildProcess.stop(process);
  }
}
