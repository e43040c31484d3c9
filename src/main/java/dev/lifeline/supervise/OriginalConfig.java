package dev.lifeline.supervise;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;

/** A facade's configuration, with the application's own class and configurator in it. */
final class OriginalConfig implements ServerEndpointConfig {

  private final ServerEndpointConfig config;
  private final Class<?> endpoint;
  private final Configurator configurator;

  OriginalConfig(ServerEndpointConfig config, Class<?> endpoint, Configurator configurator) {
    this.config = config;
    this.endpoint = endpoint;
    this.configurator = configurator;
  }

  @Override
  public Class<?> getEndpointClass() {
    return endpoint;
  }

  @Override
  public Configurator getConfigurator() {
    return configurator;
  }

  @Override
  public String getPath() {
    return config.getPath();
  }

  @Override
  public List<String> getSubprotocols() {
    return config.getSubprotocols();
  }

  @Override
  public List<Extension> getExtensions() {
    return config.getExtensions();
  }

  @Override
  public List<Class<? extends Encoder>> getEncoders() {
    return config.getEncoders();
  }

  @Override
  public List<Class<? extends Decoder>> getDecoders() {
    return config.getDecoders();
  }

  @Override
  public Map<String, Object> getUserProperties() {
    return config.getUserProperties();
  }
}
