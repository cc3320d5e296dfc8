package dev.sluice.streaming.media;

/** A container that does not keep to its own format, or beyond what is read of it. */
final class MalformedMedia extends Exception {
    private static final long serialVersionUID = 1;

    MalformedMedia(String what) {
        super(what);
    }
}
