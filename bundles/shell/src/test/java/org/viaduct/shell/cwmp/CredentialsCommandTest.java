package org.viaduct.shell.cwmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CpeAccounts;

class CredentialsCommandTest {
    private static final String ID = "00E0FC-HG532-SN1";

    private final Map<CpeId, String> passwords = new HashMap<>();
    private final FakeConsole console = new FakeConsole();
    private final FakeServices services = new FakeServices().with(CpeAccounts.class, new Accounts());

    /** Accounts whose passwords the test may read. */
    private final class Accounts implements CpeAccounts {
        @Override
        public Optional<CpeAccount> find(CpeId cpe) {
            return Optional.ofNullable(passwords.get(cpe)).map(any -> new CpeAccount(true, false, true));
        }

        @Override
        public void provision(CpeId cpe, String password) {
            passwords.put(cpe, password);
        }

        @Override
        public boolean readmit(CpeId cpe) {
            return passwords.containsKey(cpe);
        }

        @Override
        public boolean remove(CpeId cpe) {
            return passwords.remove(cpe) != null;
        }
    }

    private CredentialsCommand command() {
        CredentialsCommand command = new CredentialsCommand();
        command.cpe = ID;
        return command;
    }

    @Test
    void a_password_is_asked_for_twice_and_not_printed() throws Exception {
        command().run(services, console);

        assertThat(passwords).containsEntry(CpeId.parse(ID), FakeConsole.PASSWORD);
        assertThat(console.asked).hasSize(2);
        assertThat(console.printed()).contains(ID).doesNotContain(FakeConsole.PASSWORD);
    }

    @Test
    void it_is_shown_what_a_cpe_has_and_forgotten_on_demand() throws Exception {
        passwords.put(CpeId.parse(ID), "planted");
        CredentialsCommand show = command();
        show.show = true;
        show.run(services, console);
        assertThat(console.printed())
                .contains("must use its own", "let in once")
                .doesNotContain("planted");
        CredentialsCommand forget = command();
        forget.forget = true;
        forget.run(services, console);
        assertThat(passwords).isEmpty();
        forget.show = true;
        assertThatThrownBy(() -> forget.run(services, console)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cpe_that_has_forgotten_its_password_is_let_in_again() throws Exception {
        passwords.put(CpeId.parse(ID), "planted");
        ReadmitCommand command = new ReadmitCommand();
        command.cpe = ID;

        command.run(services, console);

        assertThat(console.printed()).contains("until it has taken new ones");
    }
}
