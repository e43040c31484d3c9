package dev.lifeline.channel;

import java.util.regex.Pattern;

/**
 * What a channel may be called: 1 to 128 ASCII letters, digits, hyphens, underscores, dots, colons.
 */
public final class ChannelName {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private ChannelName() {}

  /** Whether the name is allowed. */
  public static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }
}
