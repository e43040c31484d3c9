package dev.lifeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The server's ends of TCP connections on this machine, as Linux tells them: a peer that does not
 * read cannot see whether the other end has gone.
 */
public final class ServerSockets {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  // Columns of a row.
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** What remains of a connection that both sides have ended. */
  private static final String TIME_WAIT = "06";

  private ServerSockets() {}

  /** Whether this system can tell. */
  public static boolean areVisible() {
    return TABLES.stream().allMatch(Files::isReadable);
  }

  /** How many of the clients' connections the server's process still holds. */
  public static long heldFor(List<RawWebSocketClient> clients, int serverPort) {
    return connections(clients, serverPort).filter(columns -> !columns[INODE].equals("0")).count();
  }

  /**
   * How many of the clients' connections the server's process still holds, or its kernel on its
   * behalf, with all that was not read.
   */
  public static long keptFor(List<RawWebSocketClient> clients, int serverPort) {
    return connections(clients, serverPort).count();
  }

  private static Stream<String[]> connections(List<RawWebSocketClient> clients, int serverPort) {
    Set<String> ends = new HashSet<>();
    clients.forEach(client -> ends.add(hex(serverPort) + " " + hex(client.localPort())));
    return TABLES.stream()
        .flatMap(ServerSockets::rows)
        .filter(columns -> ends.contains(port(columns[LOCAL]) + " " + port(columns[REMOTE])))
        .filter(columns -> !columns[STATE].equals(TIME_WAIT));
  }

  private static Stream<String[]> rows(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1).map(row -> row.strip().split(" +"));
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
