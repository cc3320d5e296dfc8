/** What single operations cost, by JMH: {@code sluice bench micro}. */
@NullMarked
package dev.sluice.bench.micro;

import org.jspecify.annotations.NullMarked;
