package dev.lifeline.client;

/** On Tomcat's client, which stands before Tyrus's on the class path of the tests. */
class TomcatClientIT extends ClientContract {

  @Override
  String threadsOfTheImplementation() {
    return "WebSocketClient-AsyncIO";
  }
}
