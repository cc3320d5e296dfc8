/** A channel, its identity and its vouchers (EIP-712). */
@NullMarked
package dev.sluice.payments.channel;

import org.jspecify.annotations.NullMarked;
