package dev.lifeline.containers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A section of the README, for a reader who copies what stands there.
 *
 * @param text from its heading to the next
 */
record Readme(String text) {

  static Readme section(String heading) {
    try {
      String all = Files.readString(Path.of("README.md"));
      int start = all.indexOf("\n## " + heading + "\n");
      return new Readme(all.substring(start, all.indexOf("\n## ", start + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first block of code in a language. */
  String firstBlock(String language) {
    String begin = "```" + language + "\n";
    int start = text.indexOf(begin) + begin.length();
    return text.substring(start, text.indexOf("```", start));
  }

  /** What its first {@code cp} copies, the last word being where to. */
  List<File> filesCopiedBySh() {
    List<File> files = new ArrayList<>();
    for (String line : firstBlock("sh").split("\n")) {
      String[] words = line.split(" +");
      for (int i = 1; line.startsWith("cp ") && i < words.length - 1; i++) {
        files.addAll(matching(Path.of(words[i])));
      }
    }
    return files;
  }

  private static List<File> matching(Path pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName());
    try (Stream<Path> all = Files.list(pattern.getParent())) {
      return all.filter(path -> matcher.matches(path.getFileName())).map(Path::toFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
