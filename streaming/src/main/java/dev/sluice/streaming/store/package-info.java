/**
 * Where ciphertext lies on disk, and how a file becomes published content.
 *
 * <p><b>Goals.</b> Resume never downloads or pays twice: a slice counts as held only when its bytes
 * are forced, and then for good. After any crash the store opens by itself and believes nothing
 * that does not carry a checksum or verify against the content's root (T22). The first write that
 * fails stops all writing (I10). Names on disk are hashes, so that no title can choose a path
 * (T19). A publication appears whole or not at all.
 *
 * <p><b>Non-goals.</b> Quota, pinning and eviction, which are policy and belong to the node.
 * Guarding readers against rotten disks: whoever receives a slice verifies it. Several processes
 * writing one content.
 *
 * <pre>
 *   home/
 *     content/&lt;content id&gt;/
 *       manifest    the signed manifest, replaced by rename when the creator re-issues it
 *       cipher      slices back to back, each with its tag; sparse while incomplete
 *       pages       the hash tree, top level first, verified on every read
 *       bitmap      which slices are held, and which were written: sectors with a number and a checksum
 *     building/     half-built contents, locked by their builder, swept at start
 *     secrets/&lt;content id&gt;   a creator's root seed, owner only
 *
 *   write order      cipher data ──► noted as written, unforced ──► isWritten() is true
 *                    cipher data ──force──► pages ──force──► bitmap bits ──force──► has() is true
 *   after a crash    noted as written and no more: believed when its hash fits
 *   appear order     files ──force──► directory ──force──► rename ──force──► listed
 *   publish order    content built ──► root seed durable ──► renamed into content/
 *
 *   Publisher ──► ContentBuilder ──► BuildDirectory ──► FileSliceStore ──► FileContent
 *       │                                                                    │  StoredPages
 *       └──► Source, ContentSecrets                                          │  Bitmap, BitmapFile
 *                                                                            └► DataFile (ChannelFile)
 * </pre>
 *
 * <p>File I/O only: no clock, no network, no threads of its own.
 */
@NullMarked
package dev.sluice.streaming.store;

import org.jspecify.annotations.NullMarked;
