package dev.lifeline.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A socket that does what the test says; it never answers by itself, and sends at once. */
final class FakeWire implements Wire {

  /** Where it was to connect to. */
  final URI uri;

  /** What it was given to send since the last look. */
  final List<String> sent = new ArrayList<>();

  /** The payloads of the pings it was given. */
  final List<ByteBuffer> pings = new ArrayList<>();

  /** Sends that do not complete. */
  final List<OutgoingMessage> held = new ArrayList<>();

  /** Bytes that it says are waiting. */
  long buffered;

  /** From now on sends do not complete. */
  boolean holds;

  /** What it says that the server has chosen. */
  String protocol = "";

  /** Whether our side has closed it. */
  boolean closed;

  private final Listener listener;
  private boolean open;
  private boolean ended;

  FakeWire(URI uri, Listener listener) {
    this.uri = uri;
    this.listener = listener;
  }

  void open() {
    open = true;
    listener.opened();
  }

  /** The other side has begun to close; the end is not told yet. */
  void closing() {
    open = false;
  }

  void text(String message) {
    listener.text(message);
  }

  void binary(ByteBuffer message) {
    listener.binary(message);
  }

  void part() {
    listener.part();
  }

  void pong(ByteBuffer payload) {
    listener.pong(payload);
  }

  void end(End end) {
    open = false;
    ended = true;
    listener.ended(end);
  }

  /** Whether nobody has ended it. */
  boolean isInUse() {
    return !closed && !ended;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public void send(OutgoingMessage message) {
    sent.add(message.toString());
    if (holds) {
      held.add(message);
    } else {
      message.sent.complete(null);
    }
  }

  @Override
  public void sendAhead(OutgoingMessage message) {
    sent.add(message.toString());
  }

  @Override
  public void ping(ByteBuffer payload) {
    pings.add(payload);
  }

  @Override
  public long bufferedAmount() {
    return buffered;
  }

  @Override
  public List<OutgoingMessage> abandon(int code, String reason) {
    close(code, reason);
    List<OutgoingMessage> unsent = List.copyOf(held);
    held.clear();
    return unsent;
  }

  @Override
  public void close(int code, String reason) {
    open = false;
    closed = !ended;
  }
}
