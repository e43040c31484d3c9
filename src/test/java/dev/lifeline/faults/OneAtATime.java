package dev.lifeline.faults;

import dev.lifeline.testing.Direction;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.ProxiedConnection;
import dev.lifeline.testing.ProxyObserver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Watches one client at the proxy: from the moment that it dials anew, its earlier connections may
 * carry a close frame and nothing else.
 */
final class OneAtATime implements ProxyObserver {

  /** The first two bytes, and the mask. */
  private static final int HEADER_BYTES = 6;

  private final List<String> violations = new CopyOnWriteArrayList<>();

  /** The proxy's thread's. */
  private int newest = -1;

  @Override
  public void accepted(ProxiedConnection connection) {
    newest = connection.number();
  }

  @Override
  public void came(ProxiedConnection connection, Direction direction, ByteBuffer bytes) {
    if (direction == Direction.TO_SERVER && connection.number() != newest && !isClose(bytes)) {
      violations.add(bytes.remaining() + " bytes on " + connection + " after " + newest + " began");
    }
  }

  /** What has been seen against it. */
  List<String> violations() {
    return violations;
  }

  private static boolean isClose(ByteBuffer bytes) {
    return bytes.remaining() >= HEADER_BYTES
        && (bytes.get(0) & 0x0F) == Frame.CLOSE
        && bytes.remaining() == HEADER_BYTES + (bytes.get(1) & 0x7F);
  }
}
