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
 *   grants/SERIAL           a grant that this node holds
 *   ended/CONTENT-CHANNEL-FIRST-COUNT  a purchase whose grant is served no more
 *   revocations/CREATOR     the newest list of revoked serials that was seen of a creator
 *   revoked                 the list of this home's own revoked serials
 *   evidence/DIGEST.evidence  proof that a wrong key was sold or granted
 * </pre>
 */
@NullMarked
package dev.sluice.engine.grant;

import org.jspecify.annotations.NullMarked;
