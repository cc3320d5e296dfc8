/** The port to the settlement contract. */
@NullMarked
package dev.sluice.payments.ledger;

import org.jspecify.annotations.NullMarked;
