package dev.lifeline.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A connection that, once it is a WebSocket, can be read without waiting: up to the first frame
 * that Tomcat answers by itself, since it answers pings, closes and bad frames with blocking sends.
 */
final class FrameSocket extends NioEndpoint.NioSocketWrapper {

  /** Null while the connection speaks HTTP. Guarded by the socket's lock, as is all below. */
  private @Nullable FrameScanner frames;

  private boolean stopsAtAnswered;
  private boolean hasStopped;

  FrameSocket(NioChannel channel, NioEndpoint endpoint) {
    super(channel, endpoint);
  }

  /** The connection speaks WebSocket from the next byte on. */
  void upgrade() {
    frames = new FrameScanner();
  }

  boolean isUpgraded() {
    return frames != null;
  }

  /** Whether a send is in flight, for which an answer of Tomcat's would have to wait. */
  @Override
  public boolean isWritePending() {
    return writePending != null && writePending.availablePermits() == 0;
  }

  /**
   * On the poller until {@link #endWithoutWaiting}: a frame that is answered by Tomcat seems not to
   * be there.
   */
  void readWithoutWaiting() {
    stopsAtAnswered = true;
  }

  /** Returns whether there was such a frame, which is still to be read. */
  boolean endWithoutWaiting() {
    stopsAtAnswered = false;
    boolean stopped = hasStopped;
    hasStopped = false;
    return stopped;
  }

  @Override
  public int read(boolean block, ByteBuffer to) throws IOException {
    int begin = to.position();
    int count = super.read(block, to);
    FrameScanner scanner = frames;
    if (scanner == null || count <= 0) {
      return count;
    }
    int end = begin + count;
    if (!stopsAtAnswered) {
      scanner.skip(to, begin, end);
      return count;
    }
    int answered = scanner.upToAnswered(to, begin, end);
    if (answered < end) {
      hasStopped = true;
      unRead(to.duplicate().position(answered).limit(end));
      to.position(answered);
    }
    return answered - begin;
  }

  /** At once where the poller itself asks: its queue of events would cost it one more select. */
  @Override
  public void registerReadInterest() {
    SocketChannel channel = stopsAtAnswered ? getSocket().getIOChannel() : null;
    SelectionKey key = channel == null ? null : channel.keyFor(getPoller().getSelector());
    if (key == null || !key.isValid()) {
      super.registerReadInterest();
    } else {
      interestOps(key.interestOps() | SelectionKey.OP_READ);
      key.interestOps(interestOps());
    }
  }

  /** Whether the task goes on with a read or a write that has begun; it never waits. */
  static boolean isOperation(Runnable task) {
    return OperationState.class.isInstance(task);
  }
}
