/** What the contracts are asked, what they announce and why they refuse: encoding only, no I/O. */
@NullMarked
package dev.sluice.chain.contract;

import org.jspecify.annotations.NullMarked;
