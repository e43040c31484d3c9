package dev.lifeline.client;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On Tyrus's client, the only one that {@code ContainerProvider} can see here. */
class TyrusClientIT extends ClientContract {

  private ClassLoader before;

  @Override
  String threadsOfTheImplementation() {
    return "tyrus-jdk-client";
  }

  @BeforeAll
  void showTyrusAlone() {
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new TyrusAlone(before));
  }

  @AfterAll
  void showAll() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static final class TyrusAlone extends ClassLoader {

    private static final String PROVIDERS = "META-INF/services/jakarta.websocket.ContainerProvider";

    TyrusAlone(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Enumeration<URL> all = super.getResources(name);
      if (!name.equals(PROVIDERS)) {
        return all;
      }
      List<URL> tyrus =
          Collections.list(all).stream()
              .filter(url -> url.toString().contains("tyrus-container-jdk-client"))
              .toList();
      return Collections.enumeration(tyrus);
    }
  }
}
