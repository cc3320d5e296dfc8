package dev.sluice.bench.players;

/** A player that others made, and how it is had to play. */
interface Player {
    /** Of the program, as on the command line. */
    String name();

    /** The option that makes it say its version. */
    String versionOption();

    void play(Program program, Nodes.GatewayProcess gateway, Film film, Report report);
}
