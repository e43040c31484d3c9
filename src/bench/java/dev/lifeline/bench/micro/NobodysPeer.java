package dev.lifeline.bench.micro;

import dev.lifeline.heartbeat.Heartbeat;

/** One peer for all heartbeats that are only counted. Used by one thread. */
final class NobodysPeer implements Heartbeat.Peer {

  static final NobodysPeer INSTANCE = new NobodysPeer();

  private int asked;
  private int deaths;

  @Override
  public void silent() {
    asked++;
  }

  @Override
  public void dead() {
    deaths++;
  }

  @Override
  public void stuck() {
    deaths++;
  }

  int asked() {
    return asked;
  }

  int deaths() {
    return deaths;
  }
}
