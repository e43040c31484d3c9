package dev.lifeline.testing;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For a test class {@code ContainerProvider} sees Tyrus's client alone, though Tomcat's stands
 * before it on the class path.
 */
public final class TyrusAlone implements BeforeAllCallback, AfterAllCallback {

  private ClassLoader before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new ClassPath(before));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static final class ClassPath extends ClassLoader {

    private static final String PROVIDERS = "META-INF/services/jakarta.websocket.ContainerProvider";

    ClassPath(ClassLoader parent) {
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
