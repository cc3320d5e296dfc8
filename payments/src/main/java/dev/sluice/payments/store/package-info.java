/** The port to durable channel state: what must be on disk before anybody is told (I1). */
@NullMarked
package dev.sluice.payments.store;

import org.jspecify.annotations.NullMarked;
