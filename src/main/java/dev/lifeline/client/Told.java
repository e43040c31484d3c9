package dev.lifeline.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells the application what happened, in order, each time after the transition. In the lane. */
final class Told {

  private static final System.Logger LOG = System.getLogger(LifelineClient.class.getName());

  private final LifelineClient client;
  private final ClientListener listener;
  private final Lane lane;

  Told(LifelineClient client, ClientListener listener, Lane lane) {
    this.client = client;
    this.listener = listener;
    this.lane = lane;
  }

  void opened() {
    tell(l -> l.opened(client));
  }

  void text(String message) {
    tell(l -> l.text(client, message));
  }

  void binary(ByteBuffer message) {
    tell(l -> l.binary(client, message));
  }

  void closed(End end) {
    tell(l -> l.closed(client, end.code(), end.reason()));
  }

  void status(ClientStatus status) {
    tell(l -> l.status(client, status));
  }

  void roundTrip(Duration time) {
    client.measured(time);
    tell(l -> l.roundTrip(client, time));
  }

  void error(End end) {
    tell(l -> l.error(client, new ConnectionException(end)));
  }

  private void tell(Consumer<ClientListener> news) {
    lane.afterwards(
        () -> {
          try {
            news.accept(listener);
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a listener of a client failed", e);
          }
        });
  }
}
