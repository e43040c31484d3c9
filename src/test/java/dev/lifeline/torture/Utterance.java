package dev.lifeline.torture;

/**
 * What was published, as its text tells it: {@code ada#17}.
 *
 * @param publisher who, without {@code #}
 * @param number counted by each publisher for itself, over all channels, in the order of publishing
 */
record Utterance(String publisher, int number) {

  static Utterance parse(String text) {
    int hash = text.indexOf('#');
    int end = text.indexOf(' ', hash);
    return new Utterance(
        text.substring(0, hash),
        Integer.parseInt(text.substring(hash + 1, end < 0 ? text.length() : end)));
  }

  @Override
  public String toString() {
    return publisher + "#" + number;
  }
}
