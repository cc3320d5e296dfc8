package dev.sluice.poc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Transfer;
import org.junit.jupiter.api.Test;

/**
 * What is timed is what is meant: a token opens for its holder, moves once, and can be taken back.
 */
final class TokensTest {
    private final Tokens tokens = new Tokens();

    @Test
    void aTokenIsGoodForItsHolderAndForNobodyElse() throws Exception {
        assertTrue(tokens.check(tokens.holder));
        assertFalse(tokens.check(tokens.next));
        assertEquals(tokens.grant.pledges().size(), tokens.open());
        assertThrows(GrantException.class, () -> tokens.grant.open(tokens.next));
    }

    @Test
    void whatIsMovedOpensForTheNextHolder() throws Exception {
        byte[] moved = tokens.issue(tokens.next);
        Grant fresh = Grant.verify(moved, tokens.creator.publicKey());
        assertEquals(
                tokens.grant.open(tokens.holder),
                fresh.open(tokens.next),
                "the same seeds, sealed to another");
    }

    @Test
    void onlyItsHolderMovesIt() {
        assertThrows(
                GrantException.class,
                () -> Transfer.verify(tokens.signedTransfer, tokens.next.holder()));
    }

    @Test
    void aTokenOnTheListIsRefused() throws Exception {
        Revocations list = Revocations.verify(tokens.signedRevocations, tokens.creator.publicKey());
        assertEquals(Tokens.REVOKED, list.serials().size());
        Revocations longer = list.with(tokens.grant.serial());
        assertFalse(
                tokens.grant
                        .checkService(
                                tokens.holder.holder(),
                                Tokens.NOW,
                                longer.has(tokens.grant.serial()))
                        .isEmpty());
    }
}
