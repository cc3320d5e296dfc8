/**
 * How the stages of a Disruptor ring wait for each other without burning a core.
 *
 * <p>The Disruptor's own blocking strategy sleeps only until something is claimed; after that,
 * stages spin until the stage before them is done, and the first one until what was claimed is
 * published. On two cores, with slots that are claimed long before they are published and a stage
 * that waits for the disk, the spinning took most of both cores (docs/adr/0010).
 */
@NullMarked
package dev.sluice.engine.ring;

import org.jspecify.annotations.NullMarked;
