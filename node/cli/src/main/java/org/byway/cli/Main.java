package org.byway.cli;

/** Where the process begins: {@code byway}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exit = Byway.run(Surroundings.ofThisProcess(), arguments);
        System.out.flush();
        System.exit(exit);
    }
}
