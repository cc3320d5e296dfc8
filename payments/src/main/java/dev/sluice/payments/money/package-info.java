/** Amounts and addresses. */
@NullMarked
package dev.sluice.payments.money;

import org.jspecify.annotations.NullMarked;
