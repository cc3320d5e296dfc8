/** What a slice costs and who gets which part of it. */
@NullMarked
package dev.sluice.payments.terms;

import org.jspecify.annotations.NullMarked;
