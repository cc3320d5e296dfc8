/** Classes that break the rules on purpose, so that a test can see a rule fail. */
@NullMarked
package dev.sluice.house.wrong;

import org.jspecify.annotations.NullMarked;
