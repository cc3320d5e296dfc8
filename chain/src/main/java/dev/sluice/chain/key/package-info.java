/** Key files: keystore V3, encrypted with scrypt. */
@NullMarked
package dev.sluice.chain.key;

import org.jspecify.annotations.NullMarked;
