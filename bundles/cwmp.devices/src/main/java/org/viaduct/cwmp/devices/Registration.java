package org.viaduct.cwmp.devices;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.cwmp.rpc.Inform;

/** Enrols a CPE at its first Inform, and stores what changed at later ones. */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private final DeviceRecords records;
    private final Enrolments enrolments;

    Registration(DeviceRecords records, int enrolMax, int enrolMaxPerAddress) {
        this.records = records;
        enrolments = new Enrolments(records, enrolMax, enrolMaxPerAddress);
    }

    /**
     * Durable on return.
     *
     * @throws EnrolmentRefusedException when the CPE is unknown and may not enrol
     */
    void informed(CwmpSession session, Inform inform) {
        InetAddress source = session.remote();
        InformFacts facts = InformFacts.of(inform);
        if (records.update(session.cpe(), known -> facts.over(known, session.namespace(), source.getHostAddress()))
                .isEmpty()) {
            enrol(session.cpe(), facts, session.namespace(), source);
        }
    }

    private void enrol(CpeId cpe, InformFacts facts, String namespace, InetAddress source) {
        String address = source.getHostAddress();
        DeviceRecord device = new DeviceRecord(
                facts.manufacturer(),
                facts.rootObject().orElse(InformFacts.DEVICE),
                namespace,
                facts.connectionRequestUrl().orElse(null),
                address,
                address,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                null,
                null,
                true,
                facts.managementServer());
        enrolments.enrol(cpe, device, source);
        LOG.info("CPE {} is enrolled from {}", cpe, address);
    }
}
