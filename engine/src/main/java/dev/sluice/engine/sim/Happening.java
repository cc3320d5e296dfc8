package dev.sluice.engine.sim;

/**
 * What a world traces and counts. The two numbers that go with each are named in its comment where
 * they are not plain.
 */
enum Happening {
    // nodes: the node's life
    NODE_STARTED,
    NODE_CRASHED,
    NODE_STOPPED_ON_FAILED_WRITE,
    DISK_REPLACED_BY_OLD_COPY,
    CLOCK_JUMPED,

    // messages: the other node, what it is about
    CONNECTED,
    DISCONNECTED,
    ATTACH_SENT,
    ATTACHED,
    SLICE_ASKED,
    SLICE_SENT,
    SLICE_TAKEN_BACK,
    KEYS_ASKED,
    KEYS_SENT,
    REFUSED,
    RELEASE_ASKED,
    RELEASED,

    // what the network did
    MESSAGE_LOST,
    MESSAGE_DUPLICATED,
    MESSAGE_DELAYED,
    MESSAGE_REORDERED,

    // disks: channel, amount
    VOUCHER_DURABLE,
    PROMISE_DURABLE,
    KEYS_DURABLE,
    CHANNEL_EVICTED,
    DEBT_WRITTEN,
    WRITE_FAILED,
    COMMIT_LOST_IN_CRASH,

    // payers: channel, amount
    VOUCHER_SIGNED,
    SESSION_STARTED,
    SESSION_DONE,
    SESSION_FAILED,
    SLICE_VERIFIED,
    SLICE_FORGED,
    SLICE_DELIVERED,
    KEY_FORGED,
    SEEDER_DROPPED,

    // the ledger
    BLOCK,
    REORG,
    CHANNEL_OPENED,
    CHANNEL_CLAIMED,
    EXIT_STARTED,
    CHANNEL_CLOSED,
    CLAIM_LOST,
    LEDGER_LAGGED,
    LEDGER_SILENT,
    LEDGER_UNDECIDED,
    ENDPOINT_LIED,
    ENDPOINT_CONVICTED,
    EVENT_HIDDEN,
    TRANSACTION_SWALLOWED,
    FEE_SPIKE,
    TRANSACTION_DROPPED,

    // adversaries
    SLICE_LIE,
    KEY_LIE,
    STALLED,
    KEY_WITHHELD,
    FLOOD,
    DOUBLE_SPEND,
    REPLAY,
    FORGERY,
    PREPAID,
    HOSTILE_EXIT,
    SPENT_AFTER_RELEASE,
    CLOSED_SHOWN,
    LIE_SPENT
}
