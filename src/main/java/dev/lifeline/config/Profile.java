package dev.lifeline.config;

/** Intervals and timeouts for those who do not want to think about them. */
enum Profile {
  /** The deadline of 30 to 40 s that most recipes have. */
  NORMAL("15s", "40s"),
  /** For those who must know within 6 to 9 s, at the price of seven times the beats. */
  STRICT("2s", "7s"),
  /** Beats below the 30 s of the tightest carriers' NAT; patience for tunnels and sleep. */
  MOBILE("25s", "120s");

  private final String interval;
  private final String timeout;

  Profile(String interval, String timeout) {
    this.interval = interval;
    this.timeout = timeout;
  }

  String interval() {
    return interval;
  }

  String timeout() {
    return timeout;
  }
}
