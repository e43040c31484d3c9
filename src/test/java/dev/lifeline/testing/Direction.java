package dev.lifeline.testing;

/** Where bytes go that pass a {@link FaultProxy}. */
public enum Direction {
  TO_SERVER,
  TO_CLIENT
}
