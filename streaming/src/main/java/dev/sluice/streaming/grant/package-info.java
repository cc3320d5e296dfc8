/**
 * Who else may sell or hold the keys of a work: delegations, grants, revocations, and the evidence
 * against a seller that lies.
 *
 * <p><b>Goals.</b> Each paper is signed by whom it binds, over bytes as they were sent and under a
 * domain of its own, so that none can stand for another and a later version may add fields. Each
 * check is a comparison that gives a {@link dev.sluice.streaming.grant.Denied} with both values.
 *
 * <p><b>Non-goals.</b> Taking back what a holder has opened: a revoked grant gets no further
 * service, but keys that were read stay read. Stopping a holder from passing the keys themselves
 * on.
 *
 * <p>Pure: no clock, thread, file or socket; time is a parameter in seconds since 1970, randomness
 * too. Values, and static functions over them; any thread.
 *
 * <pre>
 *   paper         signed by        domain                  binds
 *   Delegation    creator          "sluice/delegation/1"   content, peer, answer key, payee, split, dates, serial
 *   Grant         creator          "sluice/grant/1"        content, range, holder, date, serial, sealed seeds, pledges
 *   Transfer      the old holder   "sluice/transfer/1"     content, serial, new holder
 *   Revocations   creator          "sluice/revocations/1"  creator, sequence, serials
 *   KeyReceipt    key service      "sluice/keys/1"         content, range, channel, cumulative amount, seeds
 *
 *   sealed = HPKE (RFC 9180) base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM
 *            | encapsulated key 32 | ciphertext, tag 16 |
 *   grant        info "sluice/grant-seal/1" content 32 first u64 count u64 serial 16; aad not-after u64
 *                plaintext { level u8 | index u64 | seed 32 } for each seed
 *   delegation   info "sluice/delegation-seal/1" content 32 serial 16; aad peer id 32
 *                plaintext the root seed, 32
 *
 *   SeedPledge   SHA-256 of | "sluice/seed-pledge/1" 20 | content 32 | serial 16 | level u8 | index u64 | seed 32 |
 *
 *   KeyReceipt signs
 *            | domain 13 | content 32 | first u64 | count u64 | channel 32 | cumulative 16 | seeds u32 |
 *            { level u8 | index u64 | seed 32 } for each seed; channel and cumulative zero when free
 *
 *   text ◄── content ◄── grant
 * </pre>
 */
@NullMarked
package dev.sluice.streaming.grant;

import org.jspecify.annotations.NullMarked;
