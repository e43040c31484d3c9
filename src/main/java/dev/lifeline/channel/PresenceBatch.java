package dev.lifeline.channel;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.ServerMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes that wait to be told together. The last about a member holds, even where it takes the one
 * before back: whoever has asked for the members in between has seen that. Not thread-safe.
 */
final class PresenceBatch {

  private final Set<Member> joined = new LinkedHashSet<>(2);
  private final Set<Member> left = new LinkedHashSet<>(2);

  boolean isEmpty() {
    return joined.isEmpty() && left.isEmpty();
  }

  void joined(Member member) {
    left.remove(member);
    joined.add(member);
  }

  void left(Member member) {
    joined.remove(member);
    left.add(member);
  }

  /** All of them; the batch is empty then. */
  ServerMessage.Presence take(String channel) {
    ServerMessage.Presence presence =
        new ServerMessage.Presence(channel, List.copyOf(joined), List.copyOf(left));
    joined.clear();
    left.clear();
    return presence;
  }
}
