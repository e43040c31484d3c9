package dev.lifeline.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What arrives: reads it, answers what a client must answer, counts and times the rest. */
final class Incoming {

  private static final int NO_STATUS = 1005;

  /** For all connections: what is left over after a read is kept by the client. */
  private final ByteBuffer in;

  Incoming(ByteBuffer in) {
    this.in = in;
  }

  void read(Client client) throws IOException {
    in.clear();
    byte[] rest = client.rest;
    if (rest != null) {
      in.put(rest);
      client.rest = null;
    }
    int count = client.channel.read(in);
    if (count < 0) {
      gone(client);
      return;
    }
    in.flip();
    if (!client.upgraded && !finishHandshake(client)) {
      return;
    }
    while (client.goneNanos == 0 && takeFrame(client)) {}
    keepRest(client);
  }

  /** The connection has ended, in good order or not. */
  void gone(Client client) {
    if (client.goneNanos != 0) {
      return;
    }
    client.goneNanos = System.nanoTime();
    closed(client, 1006);
    if (!client.open) {
      client.group.failed++;
    }
    client.key.cancel();
    try {
      client.channel.close();
    } catch (IOException e) {
      // It has failed before, and is of no use now.
    }
  }

  private boolean finishHandshake(Client client) throws IOException {
    int end = Handshake.endOf(in);
    if (end < 0) {
      keepRest(client);
      return false;
    }
    if (!Handshake.isAccepted(in)) {
      gone(client);
      return false;
    }
    in.position(end);
    client.upgraded = true;
    Dialect dialect = client.group.dialect;
    if (dialect.opensWithTheHandshake()) {
      opened(client);
    }
    ByteBuffer greeting = dialect.greeting();
    if (greeting != null) {
      client.send(greeting, System.nanoTime());
    }
    return true;
  }

  private static void opened(Client client) {
    client.open = true;
    client.group.opened++;
  }

  private boolean takeFrame(Client client) throws IOException {
    int start = in.position();
    int available = in.remaining();
    if (available < 2) {
      return false;
    }
    int first = in.get(start);
    int length = in.get(start + 1) & 0x7F;
    int header = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (available < header) {
      return false;
    }
    if (length == 126) {
      length = in.getShort(start + 2) & 0xFFFF;
    } else if (length == 127) {
      length = Math.toIntExact(in.getLong(start + 2));
    }
    if (available < header + length) {
      return false;
    }
    in.position(start + header + length);
    take(client, first, start + header, length);
    return true;
  }

  private void take(Client client, int first, int at, int length) throws IOException {
    boolean last = (first & Frames.FIN) != 0;
    switch (first & 0x0F) {
      case Frames.TEXT -> {
        if (last) {
          text(client, at, length);
        } else {
          client.partialNanos = timeAt(at + client.group.dialect.payloadOffset(in, at, length));
        }
      }
      case Frames.CONTINUATION -> {
        if (last) {
          delivered(client.group, client.partialNanos, System.nanoTime());
        }
      }
      case Frames.PING -> {
        if (!client.silent) {
          client.send(Frames.pong(in.slice(at, length)), System.nanoTime());
        }
      }
      case Frames.CLOSE -> closed(client, length < 2 ? NO_STATUS : in.getShort(at) & 0xFFFF);
      default -> {}
    }
  }

  private void text(Client client, int at, int length) throws IOException {
    long now = System.nanoTime();
    Group group = client.group;
    switch (group.dialect.meaningOf(in, at, length)) {
      case ANSWER -> {
        group.answers++;
        if (client.beatNanos != 0) {
          group.roundTrips.add(now - client.beatNanos);
          client.beatNanos = 0;
        }
      }
      case MESSAGE ->
          delivered(group, timeAt(at + group.dialect.payloadOffset(in, at, length)), now);
      case HELLO -> client.send(group.dialect.join(group.channel), now);
      case WELCOME -> opened(client);
      case PING -> {
        if (!client.silent) {
          client.send(Frames.text("3"), now);
        }
      }
      case OTHER -> {}
    }
  }

  private static void delivered(Group group, long publishedNanos, long nowNanos) {
    group.deliveries++;
    group.deliveryTimes.add(nowNanos - publishedNanos);
  }

  private long timeAt(int at) {
    long time = 0;
    for (int i = at; i < at + Publisher.TIME_DIGITS; i++) {
      time = time * 10 + in.get(i) - '0';
    }
    return time;
  }

  private static void closed(Client client, int code) {
    if (!client.isClosed()) {
      client.closedNanos = System.nanoTime();
      client.closeCode = code;
      if (client.open) {
        client.group.closed++;
      }
    }
  }

  private void keepRest(Client client) {
    if (in.hasRemaining()) {
      byte[] rest = new byte[in.remaining()];
      in.get(rest);
      client.rest = rest;
    }
  }
}
