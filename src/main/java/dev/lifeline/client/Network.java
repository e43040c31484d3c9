package dev.lifeline.client;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Whether there is a network at all. */
final class Network {

  private Network() {}

  /** Tells whether an interface is up by which one of the servers may be reached. */
  static BooleanSupplier towards(List<URI> servers) {
    boolean isHere = servers.stream().anyMatch(Network::isOnLoopback);
    return isHere ? () -> true : Network::isAnyInterfaceUp;
  }

  /** By the name alone: a look-up would block. */
  private static boolean isOnLoopback(URI server) {
    String host = server.getHost();
    return host != null
        && (host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]"));
  }

  private static boolean isAnyInterfaceUp() {
    try {
      return NetworkInterface.networkInterfaces().anyMatch(Network::isUp);
    } catch (SocketException e) {
      // Not known: an attempt will tell.
      return true;
    }
  }

  private static boolean isUp(NetworkInterface candidate) {
    try {
      return candidate.isUp() && !candidate.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }
}
