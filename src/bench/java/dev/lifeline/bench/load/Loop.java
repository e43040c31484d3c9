package dev.lifeline.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The one thread that all clients live on. Only {@link #execute} is for other threads. */
final class Loop implements Runnable {

  /** Handshakes underway: below any server's backlog. */
  private static final int CONNECTING_AT_ONCE = 50;

  private static final int READ_BYTES = 1 << 18;

  final Map<String, Group> groups = new LinkedHashMap<>();
  final Map<String, Publisher> publishers = new LinkedHashMap<>();

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<Runnable> whenComplete = new ArrayList<>();
  private final Incoming incoming = new Incoming(ByteBuffer.allocateDirect(READ_BYTES));
  private int connecting;

  Loop() throws IOException {
    selector = Selector.open();
  }

  /** Has the loop's thread run a task soon. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Runs the task when all groups have as many connections as they want. */
  void whenComplete(Runnable task) {
    whenComplete.add(task);
  }

  @Override
  public void run() {
    try {
      while (true) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        connectMore();
        long wait = Math.min(beatDue(), publishDue());
        // A whole millisecond at least: on time enough, and the generator must not spin.
        selector.select(this::ready, Math.max(1, wait));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the load generator failed", e);
    }
  }

  private void connectMore() throws IOException {
    boolean complete = true;
    for (Group group : groups.values()) {
      while (connecting < CONNECTING_AT_ONCE && group.clients.size() < group.wanted) {
        connect(group);
      }
      complete &= group.isComplete();
    }
    if (complete && !whenComplete.isEmpty()) {
      List.copyOf(whenComplete).forEach(Runnable::run);
      whenComplete.clear();
    }
  }

  private void connect(Group group) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (group.receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, group.receiveBuffer);
    }
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
    Client client = new Client(group, channel, key);
    key.attach(client);
    group.clients.add(client);
    connecting++;
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), group.port));
  }

  /** Sends the heartbeats whose time has come; returns the milliseconds to the next. */
  private long beatDue() throws IOException {
    long wait = 1_000;
    for (Group group : groups.values()) {
      if (group.beatEveryNanos == 0) {
        continue;
      }
      long now = System.nanoTime();
      while (group.nextBeatNanos - now <= 0) {
        group.lags.add(now - group.nextBeatNanos);
        group.nextBeatNanos += group.beatEveryNanos;
        Client client = group.clients.get(group.nextToBeat);
        group.nextToBeat = (group.nextToBeat + 1) % group.clients.size();
        beat(client);
        now = System.nanoTime();
      }
      wait = Math.min(wait, (group.nextBeatNanos - now) / 1_000_000);
    }
    return wait;
  }

  void beat(Client client) {
    if (!client.open || client.silent || client.isClosed()) {
      return;
    }
    if (client.beatNanos != 0) {
      client.group.unanswered++;
    }
    client.beatNanos = System.nanoTime();
    client.group.beats++;
    try {
      client.send(client.group.beat, client.beatNanos);
    } catch (IOException e) {
      incoming.gone(client);
    }
  }

  private long publishDue() {
    long wait = 1_000;
    for (Publisher publisher : publishers.values()) {
      long now = System.nanoTime();
      try {
        publisher.publishDue(now);
      } catch (IOException e) {
        incoming.gone(publisher.client());
      }
      if (publisher.hasRate()) {
        wait = Math.min(wait, (publisher.nextNanos() - now) / 1_000_000);
      }
    }
    return wait;
  }

  private void ready(SelectionKey key) {
    Client client = (Client) key.attachment();
    try {
      if (key.isConnectable()) {
        client.channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        client.send(client.group.request, System.nanoTime());
        return;
      }
      if (key.isWritable()) {
        client.flush();
      }
      if (key.isReadable()) {
        boolean wasOpen = client.open;
        incoming.read(client);
        if (client.open && !wasOpen) {
          connecting--;
        }
      }
    } catch (IOException e) {
      incoming.gone(client);
    }
    if (client.goneNanos != 0 && !client.open) {
      connecting--;
    }
  }
}
