package dev.lifeline.container;

import dev.lifeline.config.Configuration;
import dev.lifeline.config.ServerBeat;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.HeartbeatTexts;
import dev.lifeline.connection.LifeSign;
import dev.lifeline.connection.OutboundLimits;
import dev.lifeline.connection.OutboundMessage;
import dev.lifeline.connection.SessionListener;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.supervise.Instances;
import dev.lifeline.supervise.LifelineMonitor;
import org.jspecify.annotations.Nullable;

/** What supervises, of Lifeline's own endpoint and of the application's. */
record Parts(Connections connections, LifelineMonitor monitor) {

  static Parts of(
      Configuration configuration,
      HeartbeatMonitor monitor,
      ContainerExecutors executors,
      SessionListener listener,
      Instances instances) {
    Connections connections =
        new Connections(
            monitor,
            configuration.heartbeat(),
            lifeSign(configuration),
            new OutboundLimits(
                configuration.outboundMaxBytes(),
                configuration.outboundMaxMessages(),
                configuration.outboundMaxAge(),
                configuration.outboundTotalBytes()),
            configuration.maxConnections(),
            executors.tasks(),
            listener);
    boolean heartbeats = configuration.supervised().heartbeats();
    return new Parts(
        connections,
        new LifelineMonitor(
            connections,
            heartbeats ? lifeSign(configuration) : new LifeSign(true, null),
            heartbeats ? heartbeatTexts(configuration) : HeartbeatTexts.NONE,
            instances));
  }

  static HeartbeatTexts heartbeatTexts(Configuration configuration) {
    return HeartbeatTexts.of(configuration.heartbeatMessages(), serverMessage(configuration));
  }

  private static LifeSign lifeSign(Configuration configuration) {
    String message = serverMessage(configuration);
    return new LifeSign(
        configuration.serverBeat() != ServerBeat.MESSAGE,
        message == null ? null : OutboundMessage.text(message));
  }

  private static @Nullable String serverMessage(Configuration configuration) {
    return configuration.serverBeat() == ServerBeat.PING ? null : configuration.serverMessage();
  }
}
