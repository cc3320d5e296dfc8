package dev.sluice.engine.demo;

/** Told how a demo goes. Called on several threads, one at a time for each kind. */
public interface DemoListener {
    /** A part begins: {@code name} is stable, {@code text} is for a person. */
    default void phase(String name, String text) {}

    /** Bytes of the current part, done and in all. */
    default void progress(String name, long done, long total) {}

    /** Something went wrong that the demo can live with. */
    default void trouble(String text) {}
}
