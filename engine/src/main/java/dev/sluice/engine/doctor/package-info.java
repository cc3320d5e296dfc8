/**
 * What the machine offers a node, found out by trying: bytes really cross a socket and reach the
 * disk, signatures are really checked.
 */
@NullMarked
package dev.sluice.engine.doctor;

import org.jspecify.annotations.NullMarked;
