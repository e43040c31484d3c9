package dev.lifeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the import table of src/docs/architecture.md. */
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.lifeline");

  private static final List<String> EVERYWHERE = List.of("java..", "org.jspecify..");

  @ParameterizedTest
  @CsvSource({
    "heartbeat, ''",
    "protocol, jakarta.json",
    "connection, dev.lifeline.heartbeat dev.lifeline.protocol jakarta.websocket",
    "channel, dev.lifeline.heartbeat dev.lifeline.protocol dev.lifeline.connection",
    "session, dev.lifeline.protocol dev.lifeline.connection dev.lifeline.channel",
    "endpoint, dev.lifeline.connection dev.lifeline.channel dev.lifeline.session"
        + " dev.lifeline.protocol"
        + " jakarta.websocket jakarta.servlet jakarta.inject jakarta.enterprise",
    "supervise, dev.lifeline.heartbeat dev.lifeline.connection jakarta.websocket org.objectweb.asm",
    "config, dev.lifeline.heartbeat",
    "client, dev.lifeline.heartbeat dev.lifeline.protocol jakarta.websocket",
    "client.channel, dev.lifeline.client dev.lifeline.protocol jakarta.websocket",
    "container, dev.lifeline jakarta javax.naming javax.management io.micrometer"
        + " org.eclipse.microprofile.metrics",
    "embedded, jakarta.servlet org.apache.catalina org.apache.coyote org.apache.juli org.apache.tomcat",
  })
  void aPackageImportsWhatTheTableAllows(String name, String allowed) {
    String[] packages =
        Stream.of(
                EVERYWHERE.stream(),
                Stream.of("dev.lifeline." + name),
                Stream.of(allowed.split(" ")).filter(s -> !s.isEmpty()).map(s -> s + ".."))
            .flatMap(s -> s)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("dev.lifeline." + name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(PRODUCT);
  }

  @Test
  void configurationKnowsOnlyThePolicyOfHeartbeat() {
    classes()
        .that()
        .resideInAPackage("dev.lifeline.config")
        .should()
        .onlyDependOnClassesThat()
        .haveNameNotMatching("dev\\.lifeline\\.heartbeat\\.(?!HeartbeatPolicy$).*")
        .check(PRODUCT);
  }

  @Test
  void channelsAndTheClientKnowOnlyTheClockOfHeartbeat() {
    classes()
        .that()
        .resideInAnyPackage("dev.lifeline.channel", "dev.lifeline.client")
        .should()
        .onlyDependOnClassesThat()
        .haveNameNotMatching("dev\\.lifeline\\.heartbeat\\.(?!Ticker$).*")
        .check(PRODUCT);
  }

  @Test
  void theClientNeedsNothingOfTheServersApi() {
    noClasses()
        .that()
        .resideInAPackage("dev.lifeline.client..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.websocket.server..")
        .check(PRODUCT);
  }

  /** Who has no JSON has the connection all the same. */
  @Test
  void theConnectionOfTheClientKnowsNothingOfSessions() {
    classes()
        .that()
        .resideInAPackage("dev.lifeline.client")
        .should()
        .onlyDependOnClassesThat()
        .haveNameNotMatching("dev\\.lifeline\\.protocol\\.(?!(CloseCode|MessageAssembly)$).*")
        .check(PRODUCT);
  }

  @Test
  void nobodyImportsTheContainerOrTheLauncher() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.lifeline.container", "dev.lifeline.embedded")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.lifeline.container", "dev.lifeline.embedded")
        .check(PRODUCT);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.lifeline.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void theMachinesClockIsReadInOneClass() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SystemTicker")
        .should()
        .callMethod(System.class, "nanoTime")
        .check(PRODUCT);
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(PRODUCT);
  }
}
