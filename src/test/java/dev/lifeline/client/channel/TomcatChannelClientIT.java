package dev.lifeline.client.channel;

/** On Tomcat's client, which stands before Tyrus's on the class path of the tests. */
class TomcatChannelClientIT extends ChannelClientContract {}
