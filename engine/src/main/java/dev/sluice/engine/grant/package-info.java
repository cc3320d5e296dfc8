/**
 * Delegations and grants on disk: what gives a node the right to sell a work's keys, what a holder
 * has bought, what a creator has revoked, and the evidence against sellers that lied.
 *
 * <p>Shells around {@link dev.sluice.streaming.grant}; failures are {@link java.io.IOException} and
 * {@link dev.sluice.streaming.grant.GrantException}. Any thread. Every file is written beside its
 * place, forced and renamed.
 *
 * <pre>
 *   holder.key              the holder's secret: X25519 key, Ed25519 seed; 64 bytes, 0600
 *   delegations/CONTENT     the delegation by which this node sells a work's keys
 *   delegated/ACCOUNT       the delegate whose key channels pay that account
 *   grants/CONTENT/SERIAL   a grant that this node holds
 *   revoked                 the creator's signed list of revoked serials
 *   evidence/DIGEST.evidence  proof that a key service sold a wrong key
 * </pre>
 */
@NullMarked
package dev.sluice.engine.grant;

import org.jspecify.annotations.NullMarked;
