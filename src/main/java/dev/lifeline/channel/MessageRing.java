package dev.lifeline.channel;

import dev.lifeline.protocol.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last messages of a channel, in an array that goes round. Not thread-safe. */
final class MessageRing {

  /** 96 bytes: the objects around a payload. */
  private static final long MESSAGE_BYTES = 96;

  private static final Entry[] EMPTY = {};

  private @Nullable Entry[] entries = EMPTY;
  private int first;
  private int size;
  private long bytes;

  private record Entry(Stored stored, long atNanos) {
    long bytes() {
      return MESSAGE_BYTES + heapBytes(stored.payload());
    }

    /** A text takes two bytes for each char as soon as one of them needs them. */
    private static long heapBytes(Payload payload) {
      int bytes = payload.bytes();
      return payload instanceof Payload.Text text && bytes > text.text().length()
          ? Math.max(bytes, 2L * text.text().length())
          : bytes;
    }
  }

  int size() {
    return size;
  }

  /** About what it takes in memory. */
  long bytes() {
    return bytes;
  }

  void add(Stored stored, long nowNanos) {
    if (size == entries.length) {
      grow();
    }
    Entry entry = new Entry(stored, nowNanos);
    entries[(first + size) % entries.length] = entry;
    size++;
    bytes += entry.bytes();
  }

  private void grow() {
    @Nullable Entry[] larger = Arrays.copyOf(entries, Math.max(4, size * 2));
    for (int i = 0; i < size; i++) {
      larger[i] = entries[(first + i) % entries.length];
    }
    entries = larger;
    first = 0;
  }

  /** When the oldest was added; there has to be one. */
  long oldestNanos() {
    return at(0).atNanos;
  }

  /** There has to be one. An array that is empty is let go: a channel may be quiet for long. */
  void removeOldest() {
    bytes -= at(0).bytes();
    entries[first] = null;
    first = (first + 1) % entries.length;
    size--;
    if (size == 0) {
      entries = EMPTY;
      first = 0;
    }
  }

  /** At most so many messages from an index on, the oldest's being 0. */
  List<Stored> from(int index, int limit) {
    List<Stored> page = new ArrayList<>(Math.min(limit, size - index));
    for (int i = index; i < size && page.size() < limit; i++) {
      page.add(at(i).stored);
    }
    return page;
  }

  private Entry at(int index) {
    Entry entry = entries[(first + index) % entries.length];
    if (entry == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return entry;
  }
}
