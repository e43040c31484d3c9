package dev.lifeline.client.channel;

/**
 * How a channel is heard.
 *
 * @param history how many of the last messages come first when it is heard for the first time; the
 *     server may keep fewer
 * @param presence whether this client becomes a member that others see, and sees the others
 */
public record ChannelOptions(int history, boolean presence) {

  /** A million: what the protocol allows, far above what any server keeps. */
  private static final int MAX_HISTORY = 1_000_000;

  public ChannelOptions {
    if (history < 0 || history > MAX_HISTORY) {
      throw new IllegalArgumentException(
          "history " + history + ": 0 to " + MAX_HISTORY + " is allowed");
    }
  }

  /** Collects the options; what is not given has its default. */
  public static final class Builder {

    private int history;
    private boolean presence;

    Builder() {}

    /** How many of the last messages come first; by default none. */
    public Builder history(int messages) {
      history = messages;
      return this;
    }

    /** Whether to be a member and to be told of the members; by default not. */
    public Builder presence(boolean wanted) {
      presence = wanted;
      return this;
    }

    ChannelOptions build() {
      return new ChannelOptions(history, presence);
    }
  }
}
