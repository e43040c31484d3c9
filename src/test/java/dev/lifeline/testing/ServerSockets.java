package dev.lifeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server's ends of TCP connections on this machine, as Linux tells them: a peer that does not
 * read cannot see whether the other end has gone.
 */
public final class ServerSockets {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  /** TIME_WAIT: what remains of a connection that both sides have ended. */
  private static final String ENDED = "06";

  private ServerSockets() {}

  /** Whether this system can tell. */
  public static boolean areVisible() {
    return TABLES.stream().allMatch(Files::isReadable);
  }

  /** How many of the clients' connections the server, or its kernel on its behalf, still holds. */
  public static long heldFor(List<RawWebSocketClient> clients, int serverPort) {
    List<String> ends =
        clients.stream().map(client -> hex(serverPort) + " " + hex(client.localPort())).toList();
    return TABLES.stream().flatMap(ServerSockets::connections).filter(ends::contains).count();
  }

  /** The local and the remote port of each connection in a table. */
  private static Stream<String> connections(Path table) {
    try {
      return Files.readAllLines(table).stream()
          .skip(1)
          .map(line -> line.strip().split(" +"))
          .filter(columns -> !columns[3].equals(ENDED))
          .map(columns -> port(columns[1]) + " " + port(columns[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String port(String address) {
    return address.substring(address.indexOf(':') + 1);
  }

  private static String hex(int port) {
    return String.format("%04X", port);
  }
}
