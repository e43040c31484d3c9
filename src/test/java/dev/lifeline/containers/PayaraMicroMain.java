package dev.lifeline.containers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Payara Micro by its API, told on standard input what to do: {@code deploy name file} and {@code
 * undeploy name}, a line each. It answers with a line that begins with {@link #ANSWER}, and ends
 * with its input. By reflection, since Payara is no dependency of the build.
 */
public final class PayaraMicroMain {

  static final String ANSWER = "payara-micro-main: ";

  private static final List<String> MANAGED =
      List.of(
          "managed-executor-service.concurrent/__defaultManagedExecutorService",
          "managed-scheduled-executor-service.concurrent/__defaultManagedScheduledExecutorService");

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
    Consumer<Object> beforeBoot = PayaraMicroMain::keepIdleThreadsAsTheServerDoes;
    type.getMethod("setPreBootHandler", Consumer.class).invoke(micro, beforeBoot);
    PayaraMicroMain main = new PayaraMicroMain(type.getMethod("bootStrap").invoke(micro));
    answer("ready");
    main.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    System.exit(0);
  }

  /**
   * Idle threads go after 60 s, as on Payara Server: each keeps the application under which it was
   * started, and Payara Micro would keep them for 300 s.
   */
  private static void keepIdleThreadsAsTheServerDoes(Object commands) {
    try {
      Class<?> runner = Class.forName("fish.payara.micro.boot.AdminCommandRunner");
      Method run = runner.getMethod("run", String.class, String[].class);
      Class<?> result = Class.forName("fish.payara.micro.ClusterCommandResult");
      for (String pool : MANAGED) {
        String[] setting = {"resources." + pool + ".keep-alive-seconds=60"};
        Object status =
            result.getMethod("getExitStatus").invoke(run.invoke(commands, "set", setting));
        if (!status.toString().equals("SUCCESS")) {
          throw new IllegalStateException(setting[0] + ": " + status);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
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
