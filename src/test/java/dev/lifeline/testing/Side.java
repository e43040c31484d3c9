package dev.lifeline.testing;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One of the two sockets of a {@link ProxiedConnection}. Belongs to the loop's thread. */
final class Side {

  private final SelectorLoop loop;
  private final SocketChannel channel;

  /** Null while nobody asks what is ready. */
  private SelectionKey key;

  Side(SelectorLoop loop, SocketChannel channel) throws IOException {
    this.loop = loop;
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  SocketChannel channel() {
    return channel;
  }

  void watch(int operations, SelectorLoop.Handler handler) throws IOException {
    key = loop.register(channel, operations, handler);
  }

  /** Whether to be told when it can be read, written. */
  void want(int operation, boolean wanted) {
    if (key != null && key.isValid()) {
      key.interestOps(wanted ? key.interestOps() | operation : key.interestOps() & ~operation);
    }
  }

  int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  /** Sends a FIN; where it cannot be sent any more, nobody needs it. */
  void finish() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  /** Sends a RST. */
  void reset() {
    try {
      if (channel.isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // It has gone by itself.
    }
    close();
  }

  void close() {
    loop.close(channel);
  }
}
