package dev.lifeline.endpoint;

import jakarta.websocket.Extension;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which WebSocket extensions are negotiated (RFC 6455, section 9): {@code permessage-deflate} or
 * none. Every browser offers it, and a compressor with its counterpart costs about 95 KB a session
 * before the first message.
 */
public final class ExtensionPolicy {

  /** RFC 7692. */
  private static final String COMPRESSION = "permessage-deflate";

  private final boolean compression;

  public ExtensionPolicy(boolean compression) {
    this.compression = compression;
  }

  /** What the two sides have in common and we want. */
  List<Extension> negotiate(List<Extension> installed, List<Extension> requested) {
    if (!compression) {
      return List.of();
    }
    Set<String> names = installed.stream().map(Extension::getName).collect(Collectors.toSet());
    names.retainAll(Set.of(COMPRESSION));
    return requested.stream().filter(extension -> names.contains(extension.getName())).toList();
  }
}
