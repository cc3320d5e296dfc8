package dev.sluice.engine.cli;

import dev.sluice.chain.key.KeystoreException;
import dev.sluice.engine.cache.NoRoomException;
import dev.sluice.engine.demo.DemoException;
import dev.sluice.engine.node.NotConfirmedException;
import dev.sluice.engine.peer.RefusedException;
import dev.sluice.engine.session.Effects.Failure;
import dev.sluice.engine.store.StoreLockedException;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.store.StoreException;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.store.PublishException;
import dev.sluice.streaming.store.StoreStoppedException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;

/** From what the engine throws to what a person reads and a script gets. */
final class Errors {
    private Errors() {}

    static CliException of(Throwable thrown) {
        return switch (thrown) {
            case CliException e -> e;
            case CompletionException e when e.getCause() != null -> of(e.getCause());
            case DemoException e when e.failure().isPresent() -> of(e.failure().get());
            case DemoException e -> new CliException(ExitCode.INTEGRITY, text(e), "");
            case GrantException e ->
                    new CliException(ExitCode.INTEGRITY, text(e), advice(e.why().kind()));
            case RefusedException e -> refused(e);
            case StoreLockedException e ->
                    new CliException(
                            ExitCode.LOCKED, text(e), "stop that one, or use another --data-dir");
            case StoreException e ->
                    new CliException(
                            ExitCode.GENERAL,
                            text(e),
                            "look at the disk; nothing more is signed or served");
            case KeystoreException e -> new CliException(ExitCode.KEYSTORE, text(e), "");
            case LedgerException e -> new CliException(ExitCode.LEDGER, text(e), "");
            case PublishException e -> of(e);
            case StoreStoppedException e ->
                    new CliException(
                            ExitCode.GENERAL, text(e), "make room on the disk and start again");
            case BindException e ->
                    new CliException(
                            ExitCode.NETWORK,
                            text(e),
                            "choose another --port, or stop the program that has it");
            case NoSuchFileException e ->
                    new CliException(ExitCode.NOT_FOUND, "no such file: " + e.getFile(), "");
            case AccessDeniedException e ->
                    new CliException(ExitCode.GENERAL, "no permission for " + e.getFile(), "");
            case NoRoomException e ->
                    new CliException(
                            ExitCode.GENERAL,
                            text(e),
                            "allow more with --quota, or see what is pinned: sluice content ls");
            case NotConfirmedException e ->
                    new CliException(
                            ExitCode.TIMEOUT,
                            text(e),
                            "the reserve is made and stays: try again when the chain moves on");
            case IOException e -> new CliException(ExitCode.NETWORK, text(e), "");
            default ->
                    new CliException(
                            ExitCode.GENERAL,
                            thrown.getClass().getSimpleName() + ": " + text(thrown),
                            "this is a fault in sluice: please report it");
        };
    }

    private static String advice(Denied.Kind kind) {
        return switch (kind) {
            case MALFORMED, TOO_LARGE ->
                    "look whether it is the right file, and whole; whoever gave it can send it again";
            case UNKNOWN_VERSION -> "look whether it is the right file; a newer sluice may read it";
            case NOT_PROVEN -> "it accuses nobody: look whether it is the right file";
            default -> "ask its creator for another, or look whether it is the right file";
        };
    }

    /** They could not be fetched again by themselves: the creator does not give them (T26). */
    private static CliException keysOwed(String text) {
        return new CliException(
                ExitCode.PAYMENT,
                "keys that were paid for have not come, and no more are paid for: " + text,
                "when its creator's node, or the delegate that was paid, holds the interrupted"
                        + " work again, play either of the two: what was paid comes for nothing");
    }

    private static CliException refused(RefusedException e) {
        return switch (e.why().reason()) {
            case UNKNOWN_CONTENT ->
                    new CliException(
                            ExitCode.NOT_FOUND,
                            "no peer holds this content",
                            "name a peer that does: --peer ADDRESS");
            case NOT_HELD ->
                    new CliException(
                            ExitCode.NOT_FOUND,
                            "the peer holds a part of this content only: " + text(e),
                            "name another peer: --peer ADDRESS");
            case BUDGET_REACHED ->
                    new CliException(
                            ExitCode.BUDGET,
                            text(e),
                            "allow more with --max-spend; what was paid for is not paid again");
            case EXPOSURE_LIMIT -> keysOwed(text(e));
            default -> new CliException(ExitCode.PAYMENT, "the peer refused: " + text(e), "");
        };
    }

    private static CliException of(PublishException e) {
        ExitCode code =
                switch (e.kind()) {
                    case EMPTY, TOO_LARGE -> ExitCode.USAGE;
                    case CHANGED -> ExitCode.INTEGRITY;
                    case UNREADABLE, SEED_REUSED, STORE_FAILED -> ExitCode.GENERAL;
                };
        String advice =
                switch (e.kind()) {
                    case EMPTY -> "choose a file with at least one byte";
                    case CHANGED -> "publish it again when nothing writes to it";
                    case STORE_FAILED -> "make room on the disk";
                    default -> "";
                };
        return new CliException(code, text(e), advice);
    }

    static CliException of(Failure failure) {
        return switch (failure.kind()) {
            case NO_SEEDER ->
                    new CliException(
                            ExitCode.NETWORK, failure.text(), "name another seeder with --peer");
            case NETWORK ->
                    new CliException(ExitCode.NETWORK, failure.text(), "are the peers running?");
            case PAYMENT -> new CliException(ExitCode.PAYMENT, failure.text(), "");
            case KEYS_OWED -> keysOwed(failure.text());
            case BUDGET ->
                    new CliException(
                            ExitCode.BUDGET, failure.text(), "raise --max-spend to see the rest");
            case INTEGRITY ->
                    new CliException(
                            ExitCode.INTEGRITY, failure.text(), "do not pay this creator again");
            case PLAYER ->
                    new CliException(
                            ExitCode.GENERAL, "the output takes no more: " + failure.text(), "");
            case INTERNAL ->
                    new CliException(
                            ExitCode.GENERAL,
                            failure.text(),
                            "this is a fault in sluice: please report it");
        };
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
