package dev.lifeline.containers;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Many clients of one channel, closed together. Others may go through them while more join. */
final class Clients extends AbstractList<RawWebSocketClient> implements AutoCloseable {

  private final List<RawWebSocketClient> clients = new CopyOnWriteArrayList<>();

  /** Opens more that read all that comes. */
  void join(URI channel, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      clients.add(RawWebSocketClient.open(channel));
    }
  }

  /** Opens more that read nothing. */
  void joinStalled(URI channel, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      clients.add(RawWebSocketClient.openStalled(channel));
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
