package org.viaduct.cwmp.spi;

import java.util.regex.Pattern;
import org.viaduct.cwmp.CwmpRequest;

/** An attribute of a {@link ManagedObject}: an [objectAttribute] of TS-0001 9.6.15. */
public sealed interface ObjectAttribute {

    /** The long name, as the vendor's schema has it. */
    String name();

    /** The name in representations; none that every {@code <mgmtObj>} has, such as {@code lbl}. */
    String shortName();

    /**
     * The value of a parameter. One whose name speaks of a secret ({@link org.viaduct.cwmp.SecretNames}) is set, but never
     * read, kept or shown.
     *
     * @param parameter the path behind that of the object, such as {@code DoorState}
     * @param writable whether an UPDATE sets it
     */
    record Parameter(String name, String shortName, ParameterType type, String parameter, boolean writable)
            implements ObjectAttribute {

        private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

        public Parameter {
            ManagedObject.checkNames(name, shortName);
            ManagedObject.check(PARAMETER, parameter, "path of a parameter");
        }
    }

    /**
     * Runs an RPC when an UPDATE writes true; reads as false. The UPDATE succeeds when the CPE has answered the RPC well.
     *
     * @param request one of CWMP, or of a {@link VendorRpc}; always the same
     */
    record Trigger(String name, String shortName, CwmpRequest request) implements ObjectAttribute {
        public Trigger {
            ManagedObject.checkNames(name, shortName);
        }
    }

    static ObjectAttribute readOnly(String name, String shortName, ParameterType type, String parameter) {
        return new Parameter(name, shortName, type, parameter, false);
    }

    static ObjectAttribute writable(String name, String shortName, ParameterType type, String parameter) {
        return new Parameter(name, shortName, type, parameter, true);
    }

    static ObjectAttribute trigger(String name, String shortName, CwmpRequest request) {
        return new Trigger(name, shortName, request);
    }
}
