package dev.sluice.streaming.grant;

import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.proto.SignedGrant;

/**
 * A seed that a grant gave.
 *
 * @param grant as it was signed: what convicts its creator when the seed is wrong
 */
public record HeldSeed(KeySeed seed, SignedGrant grant) {}
