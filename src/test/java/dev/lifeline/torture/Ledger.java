package dev.lifeline.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was acknowledged and what was heard, and whether the one agrees with the other: nothing
 * lost, nothing doubled, nothing out of order, and every hole announced. Safe for use by any
 * thread.
 */
final class Ledger {

  /** By channel and epoch, what stands at each offset, and who says so. All guarded by this. */
  private final Map<String, TreeMap<Long, Utterance>> stored = new HashMap<>();

  private final Map<String, Map<Utterance, Long>> offsets = new HashMap<>();
  private final Set<Utterance> unknown = new HashSet<>();
  private final Map<String, Hearing> hearings = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private int acknowledged;
  private int gaps;

  /** How far one listener is in one channel. */
  private static final class Hearing {
    private String epoch;
    private long offset;
    private long heard;
  }

  /** A publisher was told where its message is. */
  synchronized void acknowledged(String channel, String epoch, long offset, Utterance said) {
    acknowledged++;
    note(channel, epoch, offset, said, said.publisher() + "'s acknowledgement");
  }

  /** A publisher was told that its message is stored, but not where. */
  synchronized void acknowledgedSomewhere() {
    acknowledged++;
  }

  /** A publisher was told that its message was not taken, which nobody has asked for. */
  synchronized void failed(Utterance said, String why) {
    faults.add(said + " was not taken: " + why);
  }

  /** The run itself has a fault. */
  synchronized void broken(String why) {
    faults.add(why);
  }

  /** A publisher was told that nobody knows whether its message was stored. */
  synchronized void unknown(Utterance said) {
    unknown.add(said);
  }

  /**
   * A listener begins after a position, or goes on there: a gap that was announced.
   *
   * @param listener in one channel, like {@code ada in red}
   */
  synchronized void beginsAfter(String listener, String epoch, long offset) {
    Hearing known = hearings.get(listener);
    if (known == null) {
      known = new Hearing();
      hearings.put(listener, known);
    } else {
      gaps++;
      if (epoch.equals(known.epoch) && offset < known.offset) {
        faults.add(listener + " was sent back from " + known.offset + " to " + offset);
      }
    }
    known.epoch = epoch;
    known.offset = offset;
  }

  /** A listener heard a message. */
  synchronized void heard(
      String listener, String channel, String epoch, long offset, Utterance said) {
    Hearing hearing = hearings.get(listener);
    if (hearing == null || !epoch.equals(hearing.epoch)) {
      faults.add(listener + " heard " + said + " of an epoch that it was not told of");
      return;
    }
    if (offset <= hearing.offset) {
      faults.add(listener + " heard " + said + " at " + offset + " after " + hearing.offset);
    } else if (offset > hearing.offset + 1) {
      faults.add(listener + " missed " + (hearing.offset + 1) + " to " + (offset - 1));
    }
    hearing.offset = offset;
    hearing.heard++;
    note(channel, epoch, offset, said, listener);
  }

  private void note(String channel, String epoch, long offset, Utterance said, String who) {
    String sequence = channel + " " + epoch;
    TreeMap<Long, Utterance> messages = stored.computeIfAbsent(sequence, s -> new TreeMap<>());
    Utterance other = messages.putIfAbsent(offset, said);
    if (other != null && !other.equals(said)) {
      faults.add(who + ": " + said + " at " + offset + " of " + channel + ", not " + other);
    }
    Long before = offsets.computeIfAbsent(sequence, s -> new HashMap<>()).putIfAbsent(said, offset);
    if (before != null && before != offset) {
      faults.add(who + ": " + said + " is stored twice, at " + before + " and " + offset);
    }
  }

  /**
   * Whether everybody has come to the end of a channel.
   *
   * @param listener as in {@link #beginsAfter}
   */
  synchronized boolean hasReached(String listener, long offset) {
    Hearing hearing = hearings.get(listener);
    return hearing != null && hearing.offset >= offset;
  }

  /** The last offset of a channel that anybody knows of; 0 before the first. */
  synchronized long lastOffset(String channel) {
    return stored.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(channel + " "))
        .mapToLong(entry -> entry.getValue().lastKey())
        .max()
        .orElse(0);
  }

  /** All that is wrong, each in a line; those of the order of publishers among them. */
  synchronized List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    stored.forEach(
        (sequence, messages) -> {
          Map<String, Integer> last = new HashMap<>();
          messages.forEach(
              (offset, said) -> {
                Integer before = last.put(said.publisher(), said.number());
                if (before != null && before >= said.number()) {
                  all.add(sequence + ": " + said + " at " + offset + " after number " + before);
                }
              });
        });
    return all;
  }

  synchronized int acknowledged() {
    return acknowledged;
  }

  synchronized int gaps() {
    return gaps;
  }

  synchronized int unknownOutcomes() {
    return unknown.size();
  }

  /** Deliveries, to all listeners together. */
  synchronized long heardInAll() {
    return hearings.values().stream().mapToLong(hearing -> hearing.heard).sum();
  }
}
