package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.security.SecureRandom;

/** A ledger for commands that only look: nothing is sent, so any key will do. */
final class Reading {
    private Reading() {}

    static EvmLedger ledger(ChainOptions chain) throws IOException {
        return chain.ledger(chain.info(), SecretKey.random(new SecureRandom()));
    }
}
