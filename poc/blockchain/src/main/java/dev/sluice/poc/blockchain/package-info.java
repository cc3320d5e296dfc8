/** How payments settle: contracts compared on a real EVM under load. */
@NullMarked
package dev.sluice.poc.blockchain;

import org.jspecify.annotations.NullMarked;
