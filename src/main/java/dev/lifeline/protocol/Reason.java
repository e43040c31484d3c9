package dev.lifeline.protocol;

/** Why something is not granted. */
public enum Reason {
  INVALID_CHANNEL("invalid-channel"),
  FORBIDDEN("forbidden"),
  VETOED("vetoed"),
  ALREADY_SUBSCRIBED("already-subscribed"),
  TOO_MANY_SUBSCRIPTIONS("too-many-subscriptions"),
  UNAVAILABLE("unavailable");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** The value on the wire. */
  public String text() {
    return text;
  }
}
