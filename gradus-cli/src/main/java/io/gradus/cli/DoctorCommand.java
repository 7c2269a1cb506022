package io.gradus.cli;

import io.gradus.kernel.KernelChoice;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gradus doctor`: what Gradus found on this machine, and why it chose what it uses.
@Command(
    name = "doctor",
    description = "Prints the Java found, the kernels chosen and why, threads and memory.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Runtime runtime = Runtime.getRuntime();
    KernelChoice choice = KernelChoice.ofThisMachine();
    out.printf(
        "java      %s, %s%n",
        System.getProperty("java.vm.version"), System.getProperty("java.vm.name"));
    out.printf("home      %s%n", System.getProperty("java.home"));
    out.printf(
        "machine   %s, %d processors%n",
        System.getProperty("os.arch"), runtime.availableProcessors());
    out.printf("heap      %d MiB at most%n", runtime.maxMemory() >> 20);
    out.printf("kernels   %s%n", choice.kernels().name());
    out.printf("because   %s%n", choice.reason());
    out.flush();
    return 0;
  }
}
