package org.viaduct.shell.onem2m;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.viaduct.shell.Console;
import org.viaduct.shell.Services;

/** A console that keeps what is printed, and the one service that a test put there. */
record Desk<S>(Class<S> offered, Optional<S> service, ByteArrayOutputStream printed) implements Console, Services {

    static <S> Desk<S> with(Class<S> offered, S service) {
        return new Desk<>(offered, Optional.of(service), new ByteArrayOutputStream());
    }

    String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream progress() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Override
    public String secret(String prompt) {
        throw new AssertionError("nothing is asked for");
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return type.equals(offered) ? service.map(type::cast) : Optional.empty();
    }

    @Override
    public <T> List<Named<T>> all(Class<T> type, String property) {
        return List.of();
    }
}
