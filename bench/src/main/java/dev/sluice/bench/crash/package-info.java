/**
 * Real processes, killed with {@code kill -9} at named stages while they stream, and what is left
 * of the money (F3, I1, I2, I3).
 *
 * <pre>
 *   Crash ──► SellerChild    a serving node that kills itself at a stage; the payer is {@link Payer},
 *     │                      in the campaign's own process, which knows to the voucher what was answered
 *     └─────► PlayerChild    a consumer that kills itself at a stage; its payee lives on
 *
 *   Both children reach their stages through {@link TripStore}, a wrapper of the store's port: the
 *   code that is killed is the code that ships.
 * </pre>
 */
@NullMarked
package dev.sluice.bench.crash;

import org.jspecify.annotations.NullMarked;
