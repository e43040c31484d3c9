package dev.lifeline.testing;

import dev.lifeline.endpoint.ChannelEndpoint;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.util.Map;
import org.glassfish.tyrus.server.Server;

/**
 * The product's endpoint on Tyrus standalone, its beans in Weld SE, in this process. The
 * configuration comes by system properties, which are cleared at the end.
 */
public final class ServerOnTyrus implements AutoCloseable {

  private final Map<String, String> properties;
  private final SeContainer beans;
  private final Server server;

  private ServerOnTyrus(Map<String, String> properties, SeContainer beans, Server server) {
    this.properties = properties;
    this.beans = beans;
    this.server = server;
  }

  /**
   * Starts both on a free port, with {@link ServerProbe} around the endpoint.
   *
   * @param ofTheApplication beans that an application brings; others of the tests are none
   */
  public static ServerOnTyrus start(Map<String, String> properties, Class<?>... ofTheApplication)
      throws DeploymentException {
    properties.forEach(System::setProperty);
    SeContainer beans =
        SeContainerInitializer.newInstance()
            .addExtensions(new ServerProbe.Binding())
            .addBeanClasses(ServerProbe.class)
            .addBeanClasses(ofTheApplication)
            .initialize();
    // -1 is a free port; 0 would be Tyrus's default.
    Server server = new Server("localhost", -1, "/", null, ChannelEndpoint.class);
    ServerOnTyrus started = new ServerOnTyrus(properties, beans, server);
    try {
      server.start();
    } catch (DeploymentException | RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** Where a channel is; the name is put into the path as it is. */
  public URI uri(String channel) {
    return URI.create("ws://localhost:" + server.getPort() + "/channels/" + channel);
  }

  /** A bean of the application. */
  public <T> T bean(Class<T> type) {
    return beans.select(type).get();
  }

  @Override
  public void close() {
    beans.close();
    server.stop();
    properties.keySet().forEach(System::clearProperty);
    ServerProbe.OPENED.clear();
  }
}
