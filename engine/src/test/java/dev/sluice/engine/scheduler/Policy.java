package dev.sluice.engine.scheduler;

/** What chooses in a {@link StreamWorld}: the scheduler, or what it is compared with. */
interface Policy {
    void ready(int peer, long roundTripNs);

    void gone(int peer);

    boolean arrived(int peer, long slice, long nowNs, Asks out);

    void refused(int peer, long slice, long nowNs);

    void taken(long next, long nowNs);

    void seek(long slice, long nowNs, Asks out);

    void decide(long nowNs, Asks out);
}
