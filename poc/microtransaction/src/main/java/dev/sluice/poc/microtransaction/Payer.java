package dev.sluice.poc.microtransaction;

/** The side that pays, as pure state: no clock, no network. */
interface Payer {
    /** The message that makes so many slices paid, all in all. */
    byte[] pay(long slices);

    /** The payee has said how many slices it counts as paid. */
    default void acknowledged(long slices) {}

    /** Whether a later message makes up for one that was lost. */
    default boolean isCumulative() {
        return true;
    }
}
