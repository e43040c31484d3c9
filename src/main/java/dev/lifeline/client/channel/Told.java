package dev.lifeline.client.channel;

/** Tells the application of its client, in order, each time after the transition. In the order. */
final class Told {

  private static final System.Logger LOG = System.getLogger(ChannelClient.class.getName());

  private final ChannelClient client;
  private final ChannelClientListener listener;
  private final Line line;

  Told(ChannelClient client, ChannelClientListener listener, Line line) {
    this.client = client;
    this.listener = listener;
    this.line = line;
  }

  void tell(News news) {
    line.tasks()
        .afterwards(
            () -> {
              try {
                news.tell(listener, client);
              } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a listener of a client failed", e);
              }
            });
  }

  void failed(Exception failure) {
    tell((listener, client) -> listener.failed(client, failure));
  }

  /** A call of one of the listener's methods. */
  @FunctionalInterface
  interface News {
    void tell(ChannelClientListener listener, ChannelClient client);
  }
}
