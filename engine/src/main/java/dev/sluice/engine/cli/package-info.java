/** The command line: what a person types, sees and gets back. The only place that knows picocli. */
@NullMarked
package dev.sluice.engine.cli;

import org.jspecify.annotations.NullMarked;
