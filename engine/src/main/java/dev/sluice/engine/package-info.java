/** The engine: pipelines and nodes. */
@NullMarked
package dev.sluice.engine;

import org.jspecify.annotations.NullMarked;
