package dev.lifeline.containers;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients of one channel, closed together. Others may go through them while more join. */
final class Clients extends AbstractList<RawWebSocketClient> implements AutoCloseable {

  private static final int AT_ONCE = 8;

  private final List<RawWebSocketClient> clients = new CopyOnWriteArrayList<>();

  /** Opens more that read all that comes. */
  void join(URI channel, int count) throws IOException, InterruptedException {
    open(count, () -> clients.add(RawWebSocketClient.open(channel)));
  }

  /** Opens more that read nothing. */
  void joinStalled(URI channel, int count) throws IOException, InterruptedException {
    open(count, () -> clients.add(RawWebSocketClient.openStalled(channel)));
  }

  /** Several at a time: Payara takes 80 ms for a handshake, of which it works for one. */
  private static void open(int count, Callable<Boolean> opening)
      throws IOException, InterruptedException {
    ExecutorService openers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Boolean> opened : openers.invokeAll(Collections.nCopies(count, opening))) {
        opened.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      openers.shutdownNow();
    }
  }

  /** Nothing but answers and pings has come to any of them, and an answer still comes. */
  void areOpen() throws IOException, InterruptedException {
    for (RawWebSocketClient client : clients) {
      client.sendFrame(Frame.PING, true, Scenario.utf8("still there?"));
    }
    for (RawWebSocketClient client : clients) {
      client.skipTo(Frame.PONG, Scenario.PATIENCE);
    }
  }

  @Override
  public RawWebSocketClient get(int index) {
    return clients.get(index);
  }

  @Override
  public int size() {
    return clients.size();
  }

  @Override
  public void close() throws IOException {
    for (RawWebSocketClient client : clients) {
      client.close();
    }
  }
}
