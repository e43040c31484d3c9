package dev.lifeline.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection. Owned by the generator's thread. */
final class Client {

  final Group group;
  final SocketChannel channel;
  final SelectionKey key;

  /** The handshake has been answered, and the dialect's opening too. */
  boolean open;

  boolean upgraded;

  /** Sends nothing more, not even a pong. */
  boolean silent;

  /** The beginning of what has not arrived whole; null mostly. */
  byte @Nullable [] rest;

  /** When the unanswered heartbeat was sent; 0 where there is none. */
  long beatNanos;

  /** When the message whose fragments are arriving was published; 0 where there is none. */
  long partialNanos;

  long lastSentNanos;

  /** When the close frame or the end of the stream came, whichever was first; 0 before. */
  long closedNanos;

  /** When the end of the stream came; 0 before. */
  long goneNanos;

  int closeCode;

  private @Nullable ByteBuffer unsent;

  Client(Group group, SocketChannel channel, SelectionKey key) {
    this.group = group;
    this.channel = channel;
    this.key = key;
  }

  boolean isClosed() {
    return closedNanos != 0;
  }

  /** Whether earlier bytes still wait for the socket. */
  boolean isBlocked() {
    return unsent != null;
  }

  /** Sends now, or after what waits; the buffer may be shared. */
  void send(ByteBuffer frame, long nowNanos) throws IOException {
    lastSentNanos = nowNanos;
    ByteBuffer bytes = frame.duplicate();
    if (unsent == null) {
      channel.write(bytes);
    }
    if (bytes.hasRemaining()) {
      wait(bytes);
    }
  }

  /** Reads nothing more. */
  void stall() {
    if (goneNanos == 0) {
      key.interestOpsAnd(~SelectionKey.OP_READ);
    }
  }

  void flush() throws IOException {
    ByteBuffer bytes = unsent;
    if (bytes == null) {
      return;
    }
    channel.write(bytes);
    if (!bytes.hasRemaining()) {
      unsent = null;
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }
  }

  private void wait(ByteBuffer bytes) {
    ByteBuffer earlier = unsent;
    int length = bytes.remaining() + (earlier == null ? 0 : earlier.remaining());
    ByteBuffer both = ByteBuffer.allocate(length);
    if (earlier != null) {
      both.put(earlier);
    }
    unsent = both.put(bytes).flip();
    key.interestOpsOr(SelectionKey.OP_WRITE);
  }
}
