package dev.sluice.engine.node;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerId;

/** Told of each work that a peer asked for in vain. Runs on event loops: it must not wait. */
interface MissListener {
    void asked(ContentId content, PeerId by);
}
