/**
 * The nodes: a serving node (seeder, and with root seeds also creator) and a consuming one, each a
 * shell around its pipeline: QUIC, files, RocksDB and the ledger meet here.
 */
@NullMarked
package dev.sluice.engine.node;

import org.jspecify.annotations.NullMarked;
