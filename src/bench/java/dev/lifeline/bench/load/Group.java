package dev.lifeline.bench.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Clients that do the same at one channel, and what they have met. Owned by the loop's thread. */
final class Group {

  final String name;
  final Dialect dialect;
  final int port;
  final String path;
  final String channel;

  /** SO_RCVBUF in bytes; 0 leaves it to the system. */
  final int receiveBuffer;

  final int wanted;
  final ByteBuffer request;
  final ByteBuffer beat;
  final List<Client> clients = new ArrayList<>();
  final Latencies roundTrips = new Latencies();
  final Latencies deliveryTimes = new Latencies();

  /**
   * How late heartbeats were sent: what the generator itself adds to nothing, but must stay low.
   */
  final Latencies lags = new Latencies();

  int opened;
  int failed;
  int closed;
  long beats;
  long answers;
  long unanswered;
  long deliveries;

  /** What its publishers have published, one after the other: never reset, since it numbers. */
  long published;

  /** One after another, so that all beat once a period, evenly spread. */
  long beatEveryNanos;

  long nextBeatNanos;
  int nextToBeat;

  Group(String name, int wanted, Dialect dialect, int port, String path, int receiveBuffer) {
    this.name = name;
    this.wanted = wanted;
    this.dialect = dialect;
    this.port = port;
    this.path = path;
    this.receiveBuffer = receiveBuffer;
    this.channel = path.replaceFirst(".*[/=]", "");
    this.request = Handshake.request(port, path, dialect.header());
    this.beat = dialect.beat();
  }

  boolean isComplete() {
    return opened + failed >= wanted;
  }

  int alive() {
    return opened - closed;
  }

  void reset() {
    beats = 0;
    answers = 0;
    unanswered = 0;
    deliveries = 0;
    roundTrips.clear();
    deliveryTimes.clear();
    lags.clear();
  }

  String stats() {
    return "opened=%d failed=%d closed=%d beats=%d answers=%d unanswered=%d deliveries=%d"
            .formatted(opened, failed, closed, beats, answers, unanswered, deliveries)
        + roundTrips.fields("rtt")
        + deliveryTimes.fields("delivery")
        + lags.fields("lag");
  }

  /**
   * When the clients' closes came.
   *
   * @param fromNanos the moment to count from, or 0 for each client's own last sign of life
   */
  String closes(long fromNanos) {
    Latencies closes = new Latencies();
    Latencies ends = new Latencies();
    int count = 0;
    for (Client client : clients) {
      long from = fromNanos == 0 ? client.lastSentNanos : fromNanos;
      if (client.isClosed()) {
        count++;
        closes.add(client.closedNanos - from);
      }
      if (client.goneNanos != 0) {
        ends.add(client.goneNanos - client.closedNanos);
      }
    }
    return "clients="
        + clients.size()
        + " closed="
        + count
        + closes.fields("close")
        + ends.fields("gone");
  }
}
