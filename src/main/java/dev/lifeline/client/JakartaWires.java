package dev.lifeline.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Makes sockets by an implementation of Jakarta WebSocket. */
final class JakartaWires implements Wires {

  private final WebSocketContainer container;
  private final ClientOptions options;
  private final Lane lane;
  private final SharedThreads threads;

  JakartaWires(
      WebSocketContainer container, ClientOptions options, Lane lane, SharedThreads threads) {
    this.container = container;
    this.options = options;
    this.lane = lane;
    this.threads = threads;
  }

  @Override
  public Wire connect(URI uri, Map<String, String> headers, Wire.Listener listener) {
    JakartaWire wire =
        new JakartaWire(
            lane, threads.gate("close"), sending(uri), options.maxMessageBytes(), listener);
    wire.connect(container, configuration(headers), uri, threads.gate(uri.getRawAuthority()));
    return wire;
  }

  private Executor sending(URI uri) {
    if (Implementation.sendsWithoutBlocking(container)) {
      return Runnable::run;
    }
    Gate gate = threads.gate("send to " + uri.getRawAuthority());
    return gate::enter;
  }

  private ClientEndpointConfig configuration(Map<String, String> headers) {
    ClientEndpointConfig configuration =
        ClientEndpointConfig.Builder.create()
            .preferredSubprotocols(options.protocols())
            .configurator(new WithHeaders(headers))
            .build();
    configuration
        .getUserProperties()
        .putAll(Implementation.userProperties(options.connectTimeout()));
    return configuration;
  }

  private static final class WithHeaders extends ClientEndpointConfig.Configurator {

    private final Map<String, String> headers;

    WithHeaders(Map<String, String> headers) {
      this.headers = headers;
    }

    @Override
    public void beforeRequest(Map<String, List<String>> request) {
      headers.forEach((name, value) -> request.put(name, List.of(value)));
    }
  }
}
