package dev.sluice.bench;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs a main class in this process until stdin closes, so that it dies with whoever started it.
 */
public final class Leash {
    private static final int INTERRUPTED = 130;

    private Leash() {}

    /** Arguments: main class, and its own. */
    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().daemon().name("leash").start(Leash::follow);
        Class<?> main = Class.forName(arguments[0]);
        String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            main.getMethod("main", String[].class).invoke(null, (Object) own);
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void follow() {
        try {
            while (System.in.read() >= 0) Thread.onSpinWait();
        } catch (IOException e) {
            System.err.println("stdin: " + e);
        }
        System.exit(INTERRUPTED);
    }
}
