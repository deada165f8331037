package org.viaduct.cwmp.api;

import java.util.Optional;
import org.viaduct.cwmp.CpeId;

/** Who sent an HTTP request, as far as that is proved. Equal for requests of the same sender. */
public sealed interface Sender {

    /** Somebody on this machine, where nothing has to be proved. */
    record Anonymous() implements Sender {
        @Override
        public boolean mayBe(CpeId cpe) {
            return true;
        }

        @Override
        public Optional<CpeId> cpe() {
            return Optional.empty();
        }
    }

    /** One of those who know the credentials of first contact, which many share. */
    record Newcomer() implements Sender {
        @Override
        public boolean mayBe(CpeId cpe) {
            return true;
        }

        @Override
        public Optional<CpeId> cpe() {
            return Optional.empty();
        }
    }

    /**
     * One device.
     *
     * @param productClass empty when the proof tells nothing of it
     */
    record Known(String oui, Optional<String> productClass, String serialNumber) implements Sender {

        public static Known of(CpeId cpe) {
            return new Known(cpe.oui(), Optional.of(cpe.productClass()), cpe.serialNumber());
        }

        @Override
        public boolean mayBe(CpeId cpe) {
            return oui.equals(cpe.oui())
                    && productClass.map(cpe.productClass()::equals).orElse(true)
                    && serialNumber.equals(cpe.serialNumber());
        }

        @Override
        public Optional<CpeId> cpe() {
            return productClass.map(name -> new CpeId(oui, name, serialNumber));
        }
    }

    /** Whether what is proved allows that it is this CPE. */
    boolean mayBe(CpeId cpe);

    /** The one CPE that it can be; empty if more come into question. */
    Optional<CpeId> cpe();
}
