package dev.lifeline.session;

import dev.lifeline.channel.Channels;
import dev.lifeline.connection.Connections;
import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/**
 * What an application does with its clients, by injection: {@code @Inject Lifeline lifeline}. Safe
 * for use by any thread; no method waits.
 */
public final class Lifeline {

  private final Connections connections;
  private final Channels channels;
  private final Sessions sessions;

  /** Creates the one instance of an application. */
  public Lifeline(Connections connections, Channels channels, Sessions sessions) {
    this.connections = connections;
    this.channels = channels;
    this.sessions = sessions;
  }

  /**
   * Publishes a text to all who hear a channel, plain clients among them.
   *
   * @return where it is stored; fails where the store does
   */
  public CompletionStage<Position> publish(String channel, String text) {
    return channels.publish(channel, new Payload.Text(text), null);
  }

  /**
   * Publishes bytes, which must not change afterwards, as {@link #publish(String, String)} does.
   */
  public CompletionStage<Position> publish(String channel, ByteBuffer bytes) {
    return channels.publish(channel, new Payload.Binary(bytes), null);
  }

  /** Ends all sessions of an identity with the kick code. Returns how many. */
  public int kick(String identity) {
    return sessions.kick(identity);
  }

  /** Ends one session, by its public name, with the kick code. Returns whether it was there. */
  public boolean kickSession(String name) {
    return sessions.kickSession(name);
  }

  /** The sessions of {@code lifeline.v1} on this node, those that wait for their clients too. */
  public List<Member> sessions() {
    return sessions.all().stream().map(ReliableSession::member).toList();
  }

  /** How many connections are open on this node, of clients of both kinds. */
  public int connections() {
    return connections.size();
  }

  /** The channels that somebody on this node hears, each with how many do. */
  public SortedMap<String, Integer> channels() {
    return channels.subscribers();
  }
}
