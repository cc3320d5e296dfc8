# Finds the JDK that Sluice needs; read in by the scripts that start java. Afterwards $jdk is its folder.

JDK_WANTED=25

fail() { # exit code, then what is wrong and what to do
    code=$1
    shift
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit "$code"
}

# A JDK says its version in a file, which is read faster than `java -version` runs.
fits() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${version:-0}" -ge "$JDK_WANTED" ]
}

find_jdk() {
    for jdk in "${JAVA_HOME:-}" "$(on_path)" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/*jdk* /opt/java/*; do
        [ -n "$jdk" ] && fits "$jdk" && return 0
    done
    fail 3 "needs a JDK $JDK_WANTED or newer; install one (for example Temurin $JDK_WANTED) or set JAVA_HOME to it"
}

on_path() {
    java=$(command -v java) || return 0
    java=$(readlink -f "$java" 2>/dev/null) || return 0
    printf '%s' "${java%/bin/java}"
}

# Builds modules with what they need, and no tests.
build() { # module, ...
    command -v mvn >/dev/null || fail 3 "needs Maven 3.8 or newer (mvn) to build; install it"
    (cd "$root" && JAVA_HOME=$jdk mvn -B -q -pl "$1" -am package \
        -Dmaven.test.skip=true -Djacoco.skip=true -Dspotless.check.skip=true -Dexec.skip=true) </dev/null
}
