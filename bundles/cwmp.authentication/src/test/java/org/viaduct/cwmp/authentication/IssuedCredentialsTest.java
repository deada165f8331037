package org.viaduct.cwmp.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CpeAccounts.CpeAccount;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;
import org.viaduct.store.disturbed.DisturbedStore;
import org.viaduct.store.disturbed.ReversingSecrets;

class IssuedCredentialsTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "SN1");

    private final DisturbedStore store = new DisturbedStore();
    private final ReversingSecrets secrets = new ReversingSecrets();
    private final Accounts accounts = new Accounts(store, secrets);
    private final Newcomers newcomers = new Newcomers();
    private final IssuedCredentials participant = new IssuedCredentials(accounts, newcomers);
    private int sessions;

    /** A session of a CPE that came by the credentials of first contact. */
    private CwmpSession session(String... events) {
        newcomers.add(CPE);
        return known(events);
    }

    private CwmpSession known(String... events) {
        CwmpSession session = new CwmpSession(
                "s" + ++sessions, CPE, "urn:dslforum-org:cwmp-1-2", InetAddress.getLoopbackAddress(), Instant.EPOCH);
        participant.informed(
                session,
                new Inform(
                        new DeviceIdStruct("Acme", "00D09E", "GW", "SN1"),
                        Stream.of(events)
                                .map(event -> new EventStruct(event, ""))
                                .toList(),
                        1,
                        Instant.EPOCH,
                        0,
                        List.of(new ParameterValueStruct("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "1"))));
        return session;
    }

    private static List<ParameterValueStruct> set(Call call) {
        return ((SetParameterValues) call.request()).parameterList();
    }

    private Optional<Passwords.Match> match(String password) {
        PasswordHashes shown = PasswordHashes.of(CPE.value(), password);
        return new Passwords(accounts, Optional.empty()).find(CPE.value(), shown::matches);
    }

    private CpeAccount account() {
        return new StoredAccounts(accounts).find(CPE).orElseThrow();
    }

    @Test
    void a_new_cpe_is_given_a_password_which_counts_once_it_has_taken_it() {
        CwmpSession session = session("0 BOOTSTRAP");
        assertThat(participant.mayCall(session)).isTrue();
        Call call = participant.next(session).orElseThrow();
        assertThat(set(call)).first().satisfies(name -> {
            assertThat(name.name()).isEqualTo("InternetGatewayDevice.ManagementServer.Username");
            assertThat(name.value()).isEqualTo(CPE.value());
        });
        assertThat(participant.next(session)).isEmpty();
        assertThat(account()).isEqualTo(new CpeAccount(false, true, false));
        participant.answered(session, call, new CwmpOutcome.Success(new SetParameterValuesResponse(0)));
        assertThat(account()).isEqualTo(new CpeAccount(true, false, false));
        String password = set(call).get(1).value();
        assertThat(match(password)).isPresent();
        assertThat(store.text()).doesNotContain(password, new StringBuilder(password).reverse());
    }

    @Test
    void until_then_the_same_password_is_set_again_and_counts_when_it_is_used() {
        CwmpSession broken = session("0 BOOTSTRAP");
        String password = set(participant.next(broken).orElseThrow()).get(1).value();
        String again =
                set(participant.next(session("1 BOOT")).orElseThrow()).get(1).value();
        assertThat(again).isEqualTo(password);
        assertThat(account().confirmed()).isFalse();
        assertThat(match(password).orElseThrow().proved()).isEqualTo(Sender.Known.of(CPE));
        assertThat(account()).isEqualTo(new CpeAccount(true, false, false));
    }

    @Test
    void a_password_that_was_looked_at_but_not_proved_stays_pending() {
        String password = set(participant.next(session("0 BOOTSTRAP")).orElseThrow())
                .get(1)
                .value();
        assertThat(match(password)).isPresent();
        assertThat(account().confirmed()).isFalse();
    }

    @Test
    void who_came_by_its_own_credentials_is_given_none() {
        CwmpSession known = known("1 BOOT");
        assertThat(participant.mayCall(known)).isFalse();
        assertThat(participant.next(known)).isEmpty();
        assertThat(store.changes()).isZero();
    }

    @Test
    void a_cpe_that_takes_none_is_asked_again_at_its_next_bootstrap() {
        CwmpSession session = session("0 BOOTSTRAP");
        Call call = participant.next(session).orElseThrow();
        participant.answered(session, call, new CwmpOutcome.Faulted(FaultCode.REQUEST_DENIED.fault()));
        assertThat(participant.next(session("2 PERIODIC"))).isEmpty();
        assertThat(participant.next(session("0 BOOTSTRAP"))).isPresent();
    }

    @Test
    void the_former_password_counts_until_a_readmitted_cpe_has_taken_another() {
        new StoredAccounts(accounts).provision(CPE, "former-password");
        new StoredAccounts(accounts).readmit(CPE);
        CwmpSession session = session("0 BOOTSTRAP");
        Call call = participant.next(session).orElseThrow();
        assertThat(match("former-password")).isPresent();
        participant.answered(session, call, new CwmpOutcome.Success(new SetParameterValuesResponse(0)));
        assertThat(match("former-password")).isEmpty();
        assertThat(match(set(call).get(1).value())).isPresent();
        assertThat(account()).isEqualTo(new CpeAccount(true, false, false));
    }

    @Test
    void passwords_and_hashes_are_sealed_anew_when_the_key_changes() {
        new StoredAccounts(accounts).provision(CPE, "former-password");
        session("0 BOOTSTRAP");
        secrets.renewKey();
        AccountsResealing resealing = new AccountsResealing(accounts);
        assertThat(resealing.reseal(secrets)).isEqualTo(1);
        assertThat(resealing.reseal(secrets)).isZero();
        assertThat(store.text()).contains("key3|").doesNotContain("key1|");
        assertThat(match("former-password")).isPresent();
    }

    @Test
    void nobody_gets_in_by_hashes_whose_key_is_lost() {
        new StoredAccounts(accounts).provision(CPE, "former-password");
        secrets.loseKey();
        assertThat(match("former-password")).isEmpty();
    }
}
