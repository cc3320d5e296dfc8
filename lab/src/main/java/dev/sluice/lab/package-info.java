/** What benchmarks and prototypes share: the machine, result files, and pages that quote them. */
@NullMarked
package dev.sluice.lab;

import org.jspecify.annotations.NullMarked;
