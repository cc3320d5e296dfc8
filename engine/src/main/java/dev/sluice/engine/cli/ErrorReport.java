package dev.sluice.engine.cli;

import dev.sluice.streaming.text.Printable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An error as it is shown: {@code error[E007]: what happened · what to do}, or the same as JSON.
 */
record ErrorReport(CliException failure) {
    private String id() {
        return String.format(Locale.ROOT, "E%03d", failure.code().number());
    }

    String text() {
        String what =
                "error[" + id() + "]: " + Printable.escape(String.valueOf(failure.getMessage()));
        return failure.advice().isEmpty() ? what : what + " · " + failure.advice();
    }

    String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "error");
        object.put("ok", false);
        object.put("code", id());
        object.put("exit", failure.code().number());
        object.put("message", failure.getMessage());
        if (!failure.advice().isEmpty()) object.put("advice", failure.advice());
        return Json.line(object);
    }
}
