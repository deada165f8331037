package org.viaduct.shell.onem2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.access.Tokens;

class TokenCommandTest {

    private final TokensInMemory tokens = new TokensInMemory();

    @Test
    void a_token_is_printed_alone_once_and_then_listed_without_its_secret() {
        assertThat(run("add", "dashboard", "CAdmin", "CReader")).isEqualTo("dashboard.secret\n");
        assertThat(run("list", ""))
                .contains("dashboard", "CAdmin, CReader", "2026-11-20T10:00:00Z")
                .doesNotContain("secret");
        assertThat(run("remove", "dashboard")).contains("dashboard is not valid any more");
        assertThat(run("list", "")).contains("There is no token: onem2m:token add");
    }

    @Test
    void what_is_missing_or_wrong_is_said() {
        assertThatThrownBy(() -> run("add", "")).hasMessage("Name the token: onem2m:token add NAME");
        assertThatThrownBy(() -> run("remove", "none")).hasMessageContaining("There is no token none");
        assertThatThrownBy(() -> run("show", "none")).hasMessage("Say add, list or remove");
    }

    private String run(String action, String name, String... originators) {
        TokenCommand command = new TokenCommand();
        command.action = action;
        command.name = name;
        command.originators = List.of(originators);
        Desk<Tokens> desk = Desk.with(Tokens.class, tokens);
        command.run(desk, desk);
        return desk.text();
    }

    private static final class TokensInMemory implements Tokens {

        private final Map<String, Token> kept = new TreeMap<>();

        @Override
        public String add(String name, Set<String> originators) {
            kept.put(name, new Token(name, originators, Instant.parse("2026-11-20T10:00:00Z")));
            return name + ".secret";
        }

        @Override
        public List<Token> list() {
            return List.copyOf(kept.values());
        }

        @Override
        public boolean remove(String name) {
            return kept.remove(name) != null;
        }
    }
}
