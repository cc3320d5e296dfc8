/**
 * What each further channel in a seller's store costs, and each further seeder of a work.
 *
 * <p>{@link dev.sluice.bench.scaling.Stores} lets one store grow; at each size a whole node starts
 * on it, and a process of its own ({@link dev.sluice.bench.scaling.StoreChild}) opens it, reads all
 * of it, and commits vouchers. {@link dev.sluice.bench.scaling.Seeders} has one consumer fetch a
 * work from ever more processes. What a further consumer costs is what {@link
 * dev.sluice.bench.crowd.Crowd} finds.
 */
@NullMarked
package dev.sluice.bench.scaling;

import org.jspecify.annotations.NullMarked;
