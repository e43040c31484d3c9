package dev.lifeline.torture;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of it. The same seed chooses the same speakers, channels and breaks in the same order;
 * what is under way at each break depends on the machine.
 *
 * @param javaClients in this process
 * @param nodeClients in a process of Node
 * @param history {@code lifeline.history.size}
 */
record Scale(
    int javaClients,
    int nodeClients,
    int channels,
    int messages,
    int breaks,
    int history,
    long seed) {

  List<String> channelNames() {
    return IntStream.range(0, channels).mapToObj(i -> "channel-" + i).toList();
  }
}
