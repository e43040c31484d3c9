package dev.lifeline.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.websocket.Extension;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionPolicyTest {

  private static final Extension DEFLATE = new Named("permessage-deflate");
  private static final Extension OTHER = new Named("other");

  @Test
  void compressionIsRefusedUnlessWanted() {
    assertEquals(
        List.of(), new ExtensionPolicy(false).negotiate(List.of(DEFLATE), List.of(DEFLATE)));
  }

  @Test
  void wantedCompressionIsTakenWhereBothSidesHaveItAndNothingElse() {
    ExtensionPolicy policy = new ExtensionPolicy(true);
    assertEquals(
        List.of(DEFLATE), policy.negotiate(List.of(DEFLATE, OTHER), List.of(OTHER, DEFLATE)));
    assertEquals(List.of(), policy.negotiate(List.of(), List.of(DEFLATE)));
    assertEquals(List.of(), policy.negotiate(List.of(DEFLATE), List.of()));
  }

  private record Named(String name) implements Extension {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public List<Parameter> getParameters() {
      return List.of();
    }
  }
}
