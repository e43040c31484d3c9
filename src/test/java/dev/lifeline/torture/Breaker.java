package dev.lifeline.torture;

import dev.lifeline.testing.Direction;
import dev.lifeline.testing.Fault;
import dev.lifeline.testing.FaultProxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Breaks one client's connections, each time in another way. Used by one thread. */
final class Breaker {

  /** What a break hits. */
  enum Kind {
    CUT,
    RESET,
    HALF_OPEN,
    CUT_IN_A_MESSAGE_TO_THE_CLIENT,
    CUT_IN_A_MESSAGE_TO_THE_SERVER,
    RESET_IN_A_MESSAGE_TO_THE_CLIENT,
    RESET_IN_A_MESSAGE_TO_THE_SERVER,
    /** This connection, and the next one within its handshake, hello or resume. */
    TWICE_TO_THE_CLIENT,
    TWICE_TO_THE_SERVER
  }

  /** So many bytes at most pass before a message is broken. */
  private static final int IN_A_MESSAGE = 2_000;

  /** The handshake has about 200 and 300 bytes, hello and welcome 100 and 250, then it resumes. */
  private static final int AT_THE_BEGINNING = 2_000;

  private final FaultProxy proxy;
  private final Random random;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  /** What the next connections meet. Guarded by itself. */
  private final Deque<Fault> planned = new ArrayDeque<>();

  Breaker(FaultProxy proxy, Random random) {
    this.proxy = proxy;
    this.random = random;
    proxy.plan(number -> next());
  }

  private Fault next() {
    synchronized (planned) {
      Fault fault = planned.poll();
      return fault == null ? Fault.none() : fault;
    }
  }

  /** Breaks what is open now. */
  void strike() {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    counts.merge(kind, 1, Integer::sum);
    switch (kind) {
      case CUT -> proxy.inflictOnOpen(Fault.cut());
      case RESET -> proxy.inflictOnOpen(Fault.reset());
      case HALF_OPEN -> proxy.inflictOnOpen(Fault.halfOpen());
      case CUT_IN_A_MESSAGE_TO_THE_CLIENT -> proxy.inflictOnOpen(cut(Direction.TO_CLIENT));
      case CUT_IN_A_MESSAGE_TO_THE_SERVER -> proxy.inflictOnOpen(cut(Direction.TO_SERVER));
      case RESET_IN_A_MESSAGE_TO_THE_CLIENT -> proxy.inflictOnOpen(reset(Direction.TO_CLIENT));
      case RESET_IN_A_MESSAGE_TO_THE_SERVER -> proxy.inflictOnOpen(reset(Direction.TO_SERVER));
      case TWICE_TO_THE_CLIENT -> twice(Direction.TO_CLIENT);
      case TWICE_TO_THE_SERVER -> twice(Direction.TO_SERVER);
    }
  }

  private void twice(Direction direction) {
    long bytes = 1 + random.nextInt(AT_THE_BEGINNING);
    synchronized (planned) {
      planned.add(
          random.nextBoolean()
              ? Fault.cutAfter(bytes, direction)
              : Fault.resetAfter(bytes, direction));
    }
    proxy.inflictOnOpen(Fault.reset());
  }

  private Fault cut(Direction direction) {
    return Fault.cutAfter(1 + random.nextInt(IN_A_MESSAGE), direction);
  }

  private Fault reset(Direction direction) {
    return Fault.resetAfter(1 + random.nextInt(IN_A_MESSAGE), direction);
  }

  /** Breaks nothing any more; what is half open is ended. */
  void rest() {
    synchronized (planned) {
      planned.clear();
    }
    proxy.heal();
  }

  /** How often of each kind. */
  Map<Kind, Integer> counts() {
    return counts;
  }
}
