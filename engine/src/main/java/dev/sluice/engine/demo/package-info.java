/**
 * One paid film from end to end on one machine: a local chain, a creator, seeders and a consumer,
 * each with its own identity, wallet, directory and port, joined by nothing but QUIC and the chain.
 */
@NullMarked
package dev.sluice.engine.demo;

import org.jspecify.annotations.NullMarked;
