package dev.lifeline.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One connection of a client through a {@link FaultProxy}, and its faults. Thread-safe: what
 * changes it runs on the proxy's thread.
 */
public final class ProxiedConnection {

  /** What the loop does for one side. */
  private interface Task {
    void run() throws IOException;
  }

  private final FaultProxy proxy;
  private final int number;
  private final SelectorLoop loop;
  private final Side client;
  private final Side server;
  private final Pipe toServer;
  private final Pipe toClient;

  /** Nothing passes any more, until both sides have gone by themselves. */
  private volatile boolean swallowing;

  private volatile boolean open = true;

  ProxiedConnection(FaultProxy proxy, int number, SelectorLoop loop, SocketChannel accepted)
      throws IOException {
    this.proxy = proxy;
    this.number = number;
    this.loop = loop;
    client = new Side(loop, accepted);
    server = new Side(loop, SocketChannel.open());
    toServer = new Pipe(this, Direction.TO_SERVER, loop, client, server);
    toClient = new Pipe(this, Direction.TO_CLIENT, loop, server, client);
  }

  /** Which connection of its proxy it is, from 0 in the order of their acceptance. */
  public int number() {
    return number;
  }

  /** Inflicts a fault in place of the one before; it holds when this returns. */
  public void inflict(Fault fault) {
    loop.call(
        () -> {
          take(fault);
          return null;
        });
  }

  /** Whether a socket of it is open still, of use or not. */
  public boolean isOpen() {
    return open;
  }

  /** Whether bytes still pass, however late. */
  public boolean passes() {
    return open && !swallowing;
  }

  /** Bytes that have come from the sender in that direction, whether they passed or not. */
  public long came(Direction direction) {
    return pipe(direction).came();
  }

  /** Whether the sender in that direction has ended, told to the other side or not. */
  public boolean hasEnded(Direction direction) {
    return pipe(direction).hasEnded();
  }

  /** Bytes that were passed on in that direction. */
  public long passed(Direction direction) {
    return pipe(direction).passed();
  }

  @Override
  public String toString() {
    return "connection " + number + (passes() ? "" : open ? " (dead)" : " (closed)");
  }

  ProxyObserver observer() {
    return proxy.observer();
  }

  /** Connects to the server; under {@link Fault#halfOpen} to nobody. */
  void begin(InetSocketAddress address, Fault fault) throws IOException {
    client.watch(0, key -> ready(key, client, toServer, toClient));
    if (fault instanceof Fault.HalfOpen) {
      toClient.endAtOnce();
    } else {
      server.watch(SelectionKey.OP_CONNECT, this::connected);
      guarded(server, () -> server.channel().connect(address));
    }
    take(fault);
  }

  /** For the pipe's timer. */
  void move(Pipe pipe) {
    guarded(client, pipe::move);
  }

  /** Tells both sides of the end. */
  void end(Fault.How how) {
    swallow();
    if (how == Fault.How.RST) {
      client.reset();
      server.reset();
      closed();
    } else {
      client.finish();
      if (server.channel().isConnected()) {
        server.finish();
      } else {
        server.close();
        toClient.endAtOnce();
      }
      closeIfDone();
    }
  }

  private void take(Fault fault) {
    if (fault instanceof Fault.End atOnce && atOnce.afterBytes() == 0) {
      if (open) {
        end(atOnce.how());
      }
    } else if (fault instanceof Fault.HalfOpen) {
      swallow();
    } else if (passes()) {
      slow(fault);
      if (server.channel().isConnected()) {
        guarded(client, toServer::move);
        guarded(server, toClient::move);
      }
    }
  }

  private void slow(Fault fault) {
    long delay = fault instanceof Fault.Delay late ? late.time().toNanos() : 0;
    int rate = fault instanceof Fault.Trickle trickle ? trickle.bytesPerSecond() : 0;
    toServer.slow(delay, rate);
    toClient.slow(delay, rate);
    if (fault instanceof Fault.End end) {
      pipe(end.direction()).endAfter(end.afterBytes(), end.how());
    }
  }

  private void swallow() {
    swallowing = true;
    toServer.swallow();
    toClient.swallow();
  }

  private void connected(SelectionKey key) {
    guarded(
        server,
        () -> {
          if (key.isConnectable()) {
            server.channel().finishConnect();
            server.watch(SelectionKey.OP_READ, k -> ready(k, server, toClient, toServer));
            client.want(SelectionKey.OP_READ, true);
          }
        });
  }

  private void ready(SelectionKey key, Side side, Pipe fromIt, Pipe toIt) {
    guarded(
        side,
        () -> {
          if (key.isValid() && key.isReadable()) {
            fromIt.read();
          }
          if (key.isValid() && key.isWritable()) {
            toIt.move();
          }
        });
  }

  /** A failure of one side is a reset of both, unless they no longer hear of each other. */
  private void guarded(Side side, Task task) {
    try {
      task.run();
      closeIfDone();
    } catch (IOException e) {
      if (swallowing) {
        (side == client ? toServer : toClient).endAtOnce();
        side.close();
        closeIfDone();
      } else {
        end(Fault.How.RST);
      }
    }
  }

  private void closeIfDone() {
    if (open && toServer.isDone() && toClient.isDone()) {
      client.close();
      server.close();
      closed();
    }
  }

  private void closed() {
    if (open) {
      open = false;
      proxy.closed(this);
    }
  }

  private Pipe pipe(Direction direction) {
    return direction == Direction.TO_SERVER ? toServer : toClient;
  }
}
