package dev.lifeline.heartbeat;

import java.io.Serial;

/** A view of a number that moves, as an application finds it in its session's user properties. */
abstract class LiveNumber extends Number {

  @Serial private static final long serialVersionUID = 1L;

  @Override
  public final int intValue() {
    return (int) longValue();
  }

  @Override
  public final float floatValue() {
    return (float) doubleValue();
  }

  /** A copied session property keeps the moment, not the view. */
  @Serial
  protected final Object writeReplace() {
    return moment();
  }

  /** The number as it is now. */
  abstract Number moment();

  @Override
  public final long longValue() {
    return moment().longValue();
  }

  @Override
  public final double doubleValue() {
    return moment().doubleValue();
  }

  @Override
  public final String toString() {
    return moment().toString();
  }
}
