package dev.sluice.streaming.quic;

/**
 * What is open at a node at one time.
 *
 * @param connections whose peers are known, of both directions
 * @param streams on these, whoever opened them
 */
public record Load(int connections, int streams) {}
