package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The classes that it writes; what they do is {@link FacadeContract}'s. */
class FacadeGeneratorTest {

  /** Not public, or an embedded Tomcat of other tests would deploy it. */
  @ServerEndpoint("/shy")
  static class Shy {
    @OnMessage
    String text(String text) {
      return text;
    }
  }

  @Test
  void aFacadeIsWrittenOnceIntoItsEndpointsPackageAndLoader() {
    Class<?> facade = FacadeGenerator.facadeOf(Shapes.Text.class);
    assertSame(facade, FacadeGenerator.facadeOf(Shapes.Text.class));
    assertEquals(Shapes.Text.class.getName() + "$Lifeline", facade.getName());
    assertSame(Shapes.Text.class.getClassLoader(), facade.getClassLoader());
    assertEquals("/shapes/text", facade.getAnnotation(ServerEndpoint.class).value());
  }

  @Test
  void aClassThatIsNoEndpointIsRefused() {
    refused(String.class, "java.lang.String has no @ServerEndpoint");
  }

  @Test
  void aMethodThatIsNotPublicIsRefusedAsServersDo() {
    refused(Shy.class, "Shy.text(java.lang.String) is not public");
  }

  @Test
  void anEndpointWithALifelineOfItsOwnIsRefused() throws Exception {
    Class<?> elsewhere =
        new Copying(name -> name.startsWith("dev.lifeline."))
            .loadClass(Shapes.Text.class.getName());
    refused(elsewhere, "does not see the Lifeline of this application");
  }

  @Test
  void aFacadeGoesWithItsEndpoint() throws Exception {
    WeakReference<Class<?>> facade = new WeakReference<>(facadeOfACopy());
    Await.until(
        () -> "kept",
        Duration.ofSeconds(20),
        () -> {
          System.gc();
          return facade.get() == null;
        });
    assertNull(facade.get());
  }

  private static Class<?> facadeOfACopy() throws Exception {
    Class<?> copy =
        new Copying(name -> name.startsWith(Shapes.class.getName()))
            .loadClass(Shapes.Text.class.getName());
    assertNotSame(Shapes.Text.class, copy);
    return FacadeGenerator.facadeOf(copy);
  }

  private static void refused(Class<?> endpoint, String why) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> FacadeGenerator.facadeOf(endpoint));
    assertTrue(e.getMessage().contains(why), e::getMessage);
  }

  /** Loads some classes anew, as another application would. */
  private static final class Copying extends ClassLoader {

    private final Predicate<String> copies;

    Copying(Predicate<String> copies) {
      super(FacadeGeneratorTest.class.getClassLoader());
      this.copies = copies;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!copies.test(name)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : copy(name);
    }

    private Class<?> copy(String name) throws ClassNotFoundException {
      try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] copied = bytes.readAllBytes();
        return defineClass(name, copied, 0, copied.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
