package dev.lifeline.embedded;

import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** The sockets of {@link PollerReadingProtocol}. */
final class PollerReadingEndpoint extends NioEndpoint {

  private static final Log LOG = LogFactory.getLog(PollerReadingEndpoint.class);

  private volatile @Nullable CompletionExecutor completionExecutor;

  /** Null until it has polled something, and after the end. */
  private volatile @Nullable Thread poller;

  @Override
  public void createExecutor() {
    super.createExecutor();
    completionExecutor = new CompletionExecutor(super.getExecutor(), this::isPoller);
  }

  @Override
  public void shutdownExecutor() {
    super.shutdownExecutor();
    completionExecutor = null;
    poller = null;
  }

  @Override
  public @Nullable Executor getExecutor() {
    CompletionExecutor own = completionExecutor;
    return own == null ? super.getExecutor() : own;
  }

  /**
   * Reads here, on the poller's thread, what can be read without waiting: for the socket's lock,
   * for a send that is in flight, or to answer by itself.
   */
  @Override
  public boolean processSocket(
      SocketWrapperBase<NioChannel> wrapper, SocketEvent event, boolean dispatch) {
    if (dispatch
        && event == SocketEvent.OPEN_READ
        && wrapper instanceof FrameSocket socket
        && isPoller()
        && socket.getLock().tryLock()) {
      try {
        if (socket.isUpgraded() && !socket.isWritePending()) {
          return readHere(socket);
        }
      } finally {
        socket.getLock().unlock();
      }
    }
    return super.processSocket(wrapper, event, dispatch);
  }

  /** By its name the first time, since Tomcat shows its poller's thread to nobody. */
  private boolean isPoller() {
    Thread current = Thread.currentThread();
    if (poller == null && current.getName().endsWith("-Poller")) {
      poller = current;
    }
    return current == poller;
  }

  private boolean readHere(FrameSocket socket) {
    socket.readWithoutWaiting();
    boolean alive = false;
    boolean unfinished;
    try {
      alive = super.processSocket(socket, SocketEvent.OPEN_READ, false);
    } catch (VirtualMachineError e) {
      // The poller's end would be that of all sessions. It closes this one.
      LOG.error("reading " + socket + " failed", e);
    } finally {
      unfinished = socket.endWithoutWaiting();
    }
    return alive && (!unfinished || super.processSocket(socket, SocketEvent.OPEN_READ, true));
  }

  /** As the inherited one, but for the class of the socket. */
  @Override
  protected boolean setSocketOptions(SocketChannel connection) {
    FrameSocket socket = null;
    try {
      NioChannel channel = channel();
      FrameSocket made = new FrameSocket(channel, this);
      channel.reset(connection, made);
      connections.put(connection, made);
      socket = made;
      connection.configureBlocking(false);
      if (getUnixDomainSocketPath() == null) {
        socketProperties.setProperties(connection.socket());
      }
      socket.setReadTimeout(getConnectionTimeout());
      socket.setWriteTimeout(getConnectionTimeout());
      socket.setKeepAliveLeft(getMaxKeepAliveRequests());
      getPoller().register(socket);
      return true;
    } catch (Exception e) {
      LOG.error("a connection failed", e);
      if (socket == null) {
        destroySocket(connection);
      }
      return false;
    }
  }

  private NioChannel channel() {
    NioChannel channel = getNioChannels() == null ? null : getNioChannels().pop();
    return channel == null
        ? new NioChannel(
            new SocketBufferHandler(
                socketProperties.getAppReadBufSize(),
                socketProperties.getAppWriteBufSize(),
                socketProperties.getDirectBuffer()))
        : channel;
  }
}
