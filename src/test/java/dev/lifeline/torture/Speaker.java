package dev.lifeline.torture;

import java.net.URI;
import java.util.List;

/** A client that publishes, hears every channel, and tells the ledger. */
interface Speaker extends AutoCloseable {

  /** Connects and subscribes. */
  void open(URI uri, List<String> channels) throws Exception;

  String name();

  /** Publishes and returns at once; the ledger learns of the outcome. */
  void publish(String channel, Utterance said);

  /** How many publishes have no outcome yet. */
  int unanswered();

  /** What the ledger knows a listener by. */
  default String listener(String channel) {
    return name() + " in " + channel;
  }

  @Override
  void close();
}
