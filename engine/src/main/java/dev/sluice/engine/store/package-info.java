/**
 * Channel state on disk: the only place that knows RocksDB.
 *
 * <p>Goals: one synced write a batch; a row says its version; an unknown version is an error and
 * not a guess. Non-goals: queries; everything hot lives in the pipelines' memory.
 *
 * <pre>
 *   key                               value (big-endian)
 *   'F'                               format version, u8
 *   'P' channel:32                    version:u8 | parameters | shares | retired:u8   as payee
 *   'V' channel:32                    cumulative:16 | signature:65 | keysServed:16
 *                                     cumulative 0: no voucher, only what is owed
 *   'K' channel:32 content:32 first:8 count:8
 *   'Q' channel:32                    version:u8 | purpose:u8 | parameters | shares   as payer
 *   'S' channel:32                    promised:16 | agreed:16 | exposure:16 | content:32 | counted:16
 *   'M' content:32 channel:32         spent:16                                 what may be signed for it
 *   'B' content:32 channel:32 first:8 count:8 | received:8                     keys that were bought
 *
 *   parameters = payer:20 signer:20 payee:20 token:20 splitHash:32 exitDelay:8 salt:32
 *   shares     = count:u8 { recipient:20 basisPoints:u16 }
 * </pre>
 */
@NullMarked
package dev.sluice.engine.store;

import org.jspecify.annotations.NullMarked;
