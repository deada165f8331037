package org.viaduct.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.viaduct.itests.Onem2m;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.itests.conformance.CseUnderTest.Device;
import org.viaduct.onem2m.ExecStatus;

/** A {@code <mgmtCmd>} for one CPE. What a failed test leaves behind expires within the hour. */
final class ManagedCommand {

    static final int OK = 2000;
    static final int CREATED = 2001;
    static final int DELETED = 2002;
    static final int UPDATED = 2004;
    static final int NOT_FOUND = 4004;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MGMT_CMD = 12;
    private static final int EXEC_INSTANCE = 8;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private static final String CANCEL = "{\"m2m:exin\":{\"exd\":true}}";
    private static final String EXECUTE = "{\"m2m:mgc\":{\"exe\":true}}";

    private final Onem2m onem2m;
    private final String address;

    ManagedCommand(CseUnderTest cse, Device device, Command command) {
        this(cse, device, command, "");
    }

    /** @param attributes more of them, such as {@code "exm": 2} */
    ManagedCommand(CseUnderTest cse, Device device, Command command, String attributes) {
        onem2m = cse.onem2m();
        String name = "conformance-" + device.cpe().serialNumber();
        Answer created = onem2m.create(
                cse.base(),
                MGMT_CMD,
                "{\"m2m:mgc\":{\"rn\":\"%s\",\"et\":\"%s\",\"cmt\":%d,\"ext\":\"%s\",\"exra\":%s%s}}"
                        .formatted(
                                name,
                                TIMESTAMP.format(Instant.now().plus(Duration.ofHours(1))),
                                command.cmdType(),
                                device.node(),
                                command.arguments(),
                                attributes.isEmpty() ? "" : "," + attributes));
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(CREATED);
        address = cse.base() + "/" + name;
    }

    String address() {
        return address;
    }

    /** A blocking Execute: answered when the CPE has answered the RPC. */
    Answer execute() {
        return onem2m.execute(address);
    }

    /** An Execute that does not wait for the CPE (nonBlockingRequestSynch). */
    Answer executeWithoutWaiting() {
        return onem2m.update(address + "?rt=1", EXECUTE);
    }

    Answer update(String content) {
        return onem2m.update(address, content);
    }

    Answer cancel(String instance) {
        return onem2m.update(instance, CANCEL);
    }

    Answer cancelWithoutWaiting(String instance) {
        return onem2m.update(instance + "?rt=1", CANCEL);
    }

    Answer delete(String resource) {
        return onem2m.delete(resource);
    }

    Answer retrieve(String resource) {
        return onem2m.retrieve(resource);
    }

    /** The addresses of the execInstances, the oldest first. */
    List<String> instances() {
        return onem2m.retrieve(address + "?fu=1&ty=" + EXEC_INSTANCE).addresses();
    }

    /** The one execInstance, once it is there. */
    String instance() {
        return await().atMost(PATIENCE)
                .until(this::instances, found -> found.size() == 1)
                .get(0);
    }

    /** The execResult of the execInstance, once it has this execStatus. */
    int resultOnceIn(ExecStatus status, String instance) {
        JsonNode found = await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(instance).resource(),
                        each -> each.path("exs").asInt() == status.value());
        return found.path("exr").asInt();
    }
}
