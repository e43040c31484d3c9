package dev.lifeline.containers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Payara Micro by its API, told on standard input what to do: {@code deploy name file} and {@code
 * undeploy name}, a line each. It answers with a line that begins with {@link #ANSWER}, and ends
 * with its input. By reflection, since Payara is no dependency of the build.
 */
public final class PayaraMicroMain {

  static final String ANSWER = "payara-micro-main: ";

  private final Object runtime;

  private PayaraMicroMain(Object runtime) {
    this.runtime = runtime;
  }

  /** Takes the port. */
  public static void main(String[] args) throws Exception {
    Class<?> type = Class.forName("fish.payara.micro.PayaraMicro");
    Object micro = type.getMethod("getInstance").invoke(null);
    type.getMethod("setNoCluster", boolean.class).invoke(micro, true);
    type.getMethod("setHttpPort", int.class).invoke(micro, Integer.parseInt(args[0]));
    PayaraMicroMain main = new PayaraMicroMain(type.getMethod("bootStrap").invoke(micro));
    answer("ready");
    main.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    System.exit(0);
  }

  private void obey(BufferedReader orders) throws IOException, ReflectiveOperationException {
    Class<?> type = Class.forName("fish.payara.micro.PayaraMicroRuntime");
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", 3);
      if (words[0].equals("deploy")) {
        Object deployed =
            type.getMethod("deploy", String.class, String.class, File.class)
                .invoke(runtime, words[1], "/" + words[1], new File(words[2]));
        answer(deployed);
      } else {
        type.getMethod("undeploy", String.class).invoke(runtime, words[1]);
        answer("undeployed");
      }
    }
  }

  private static void answer(Object answer) {
    System.out.println(ANSWER + answer);
  }
}
