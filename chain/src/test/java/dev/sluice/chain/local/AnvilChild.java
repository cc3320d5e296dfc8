package dev.sluice.chain.local;

/** A JVM that holds an Anvil and prints the Anvil's process id, for {@link AnvilProcessTest}. */
final class AnvilChild {
    private AnvilChild() {}

    public static void main(String[] args) throws InterruptedException {
        AnvilProcess anvil = AnvilProcess.start(AnvilSettings.DEFAULT);
        System.out.println(pidOfAnvil());
        anvil.awaitEnd();
    }

    private static long pidOfAnvil() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("anvil"))
                .findFirst()
                .orElseThrow()
                .pid();
    }
}
