/**
 * The content format: how a work is cut, encrypted, hashed, named and signed.
 *
 * <p><b>Goals.</b> A seeder can prove every byte and read none (I7, I8); a consumer can tell whose
 * fault a bad slice is, the seeder's bytes or the creator's key (T11); keys for any range are a few
 * hundred bytes; the same file, seed and key give the same content id, so that a creator who lost
 * the ciphertext rebuilds it.
 *
 * <p><b>Non-goals.</b> Hiding the length or the title of a work. Stopping a viewer who paid from
 * re-publishing what they saw. Sharing ciphertext between works: every work has its own root seed.
 *
 * <p>Pure: no clock, thread, file or socket; randomness is a parameter. Types that reuse a digest
 * or a cipher are owned by one thread and say so; the rest are values. All numbers are big-endian.
 *
 * <pre>
 *  Key tree, five slices. A node is handed out to sell the slices under it; parents cannot be
 *  computed from children, nor siblings from each other.
 *
 *   level 3                       top            SHA-256(root seed, cut)
 *                         ┌────────┴───────┐
 *   level 2              2,0              2,1    SHA-256(parent, level, index)
 *                     ┌───┴───┐         ┌──┘
 *   level 1          1,0     1,1       1,2
 *                   ┌─┴─┐   ┌─┴─┐     ┌─┘
 *   level 0         0   1   2   3     4          one leaf per slice
 *                   │   │   │   │     │
 *   slice key       k0  k1  k2  k3    k4         HKDF-Expand(leaf, suite, index)
 *
 *   range [1,4) costs the seeds 0,1 and 1,1;  [2,5), which ends the work, costs 1,1 and 2,1.
 *
 *  Hash tree, fan-out 256, in pages that travel and verify on their own. H is of the hash suite.
 *
 *   root = H(top page)
 *   level 1   | digest of page 0,0 | digest of page 0,1 | …  up to 256 × 32 bytes = 8 KiB
 *   level 0   | entry of slice 0 | entry of slice 1 | …      up to 256 × 64 bytes = 16 KiB
 *
 *   entry        | H(ciphertext of the slice) 32 | commitment to its key 32 |
 *   commitment   H(| "sluice/keyc/v1" 14 | hash suite u8 | slice index u64 | key 32 |)
 *   page digest  H(| "sluice/page/v1" 14 | hash suite u8 | level u8 | page |)
 *
 *   The slice digest is the plain H of the stored bytes, so that any tool can check it. It
 *   cannot be mistaken for a page digest: the geometry, bound in the content id, fixes how many
 *   levels there are, and a position is only ever read as one of the two.
 *
 *  From the work to its name
 *
 *   slices ──► hash tree ──► root ┐
 *   geometry, suites, creator ────┴► ContentCore ──SHA-256──► ContentId (CIDv1, raw)
 *   ContentCore + Offer (title, terms, key services, sequence) ──Ed25519──► signed Manifest
 *
 *  Packages: text, hash ◄── content ◄── store, grant
 * </pre>
 */
@NullMarked
package dev.sluice.streaming.content;

import org.jspecify.annotations.NullMarked;
