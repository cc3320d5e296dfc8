/** The command line: what it understands, what it says, and with which code it ends. */
@NullMarked
package dev.sluice.engine.cli;

import org.jspecify.annotations.NullMarked;
