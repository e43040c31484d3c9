package dev.lifeline.client.channel;

import dev.lifeline.protocol.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is present in a channel. Changed in the order, read by any thread. */
final class Members {

  /** Who has come and who has gone. */
  record Change(List<Member> joined, List<Member> left) {

    Change {
      joined = List.copyOf(joined);
      left = List.copyOf(left);
    }

    boolean isEmpty() {
      return joined.isEmpty() && left.isEmpty();
    }
  }

  /** By the public name of the session, in the order of their coming. */
  private final Map<String, Member> bySession = new LinkedHashMap<>();

  private volatile List<Member> now = List.of();

  List<Member> now() {
    return now;
  }

  /** Takes what the server tells of the changes; what was known already is no change. */
  Change change(List<Member> came, List<Member> went) {
    List<Member> left = new ArrayList<>(went.size());
    for (Member member : went) {
      if (bySession.remove(member.session()) != null) {
        left.add(member);
      }
    }
    List<Member> joined = new ArrayList<>(came.size());
    for (Member member : came) {
      if (bySession.put(member.session(), member) == null) {
        joined.add(member);
      }
    }
    now = List.copyOf(bySession.values());
    return new Change(joined, left);
  }

  /** Takes all who are present, and tells how they differ from those who were. */
  Change replace(List<Member> present) {
    Set<String> sessions = present.stream().map(Member::session).collect(Collectors.toSet());
    List<Member> gone = now.stream().filter(old -> !sessions.contains(old.session())).toList();
    return change(present, gone);
  }
}
