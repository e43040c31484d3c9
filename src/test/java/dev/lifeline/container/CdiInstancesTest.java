package dev.lifeline.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lifeline.supervise.Instances;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CdiInstancesTest {

  private static final List<String> SEEN = new ArrayList<>();

  private SeContainer beans;
  private CdiInstances instances;

  @BeforeEach
  void start() {
    SEEN.clear();
    beans =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(Word.class, Speaking.class)
            .initialize();
    instances = new CdiInstances(beans.getBeanManager(), TomcatInstances.of("no servlet context"));
  }

  @AfterEach
  void stop() {
    beans.close();
  }

  @Test
  void anInstanceIsInjectedMadeAndDestroyedOnce() throws Exception {
    Instances.Made made = instances.make(Speaking.class);
    assertEquals("hello", ((Speaking) made.instance()).word.say());
    assertEquals(List.of("made with hello"), SEEN);
    made.release();
    assertEquals(List.of("made with hello", "gone"), SEEN);
  }

  /** As without supervision, whatever the scope: one for each connection. */
  @Test
  void thereIsOneForEachCall() throws Exception {
    assertNotSame(
        instances.make(Speaking.class).instance(), instances.make(Speaking.class).instance());
  }

  @Test
  void whatNeedsNoBeanIsMadeToo() throws Exception {
    assertEquals(Plain.class, instances.make(Plain.class).instance().getClass());
  }

  @Test
  void whatCannotBeMadeIsToldByTheExceptionOfTheStandard() {
    assertThrows(InstantiationException.class, () -> instances.make(Broken.class));
  }

  @Test
  void anInstanceOfAConfiguratorsIsLeftAsItIs() throws Exception {
    Plain plain = new Plain();
    assertEquals(plain, instances.adopt(plain).instance());
  }

  @ApplicationScoped
  static class Word {
    String say() {
      return "hello";
    }
  }

  @ApplicationScoped
  static class Speaking {
    @Inject Word word;

    @PostConstruct
    void made() {
      SEEN.add("made with " + word.say());
    }

    @PreDestroy
    void gone() {
      SEEN.add("gone");
    }
  }

  static class Plain {}

  static class Broken {
    @PostConstruct
    void made() {
      throw new IllegalStateException("as told");
    }
  }
}
