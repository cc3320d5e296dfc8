/**
 * Tests of the house itself: its arrows, its tidiness, its formatting and its documents.
 *
 * <p>They read the whole repository, every module of it, and so they live in the module that every
 * other one is built before.
 */
@NullMarked
package dev.sluice.house;

import org.jspecify.annotations.NullMarked;
