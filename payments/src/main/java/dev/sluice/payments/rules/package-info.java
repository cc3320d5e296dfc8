/**
 * The rules of money as pure functions and single-owner state: bytes are sold on credit, keys in
 * advance.
 *
 * <p>A refusal is a value ({@link dev.sluice.payments.rules.Refused}) that carries the numbers that
 * disagree; a caller's mistake is an {@link IllegalArgumentException}.
 */
@NullMarked
package dev.sluice.payments.rules;

import org.jspecify.annotations.NullMarked;
