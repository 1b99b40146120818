package workbench.cli;

/** The command line of mmlab. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("mmlab");
  }
}
