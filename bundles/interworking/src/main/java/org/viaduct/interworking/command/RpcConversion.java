package org.viaduct.interworking.command;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.OperationStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.UpdateOpStruct;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/** Turns a command's arguments into the RPC (TS-0006 7.13). */
public final class RpcConversion {

    private static final int STRING = 256;
    private static final int FILE_TYPE = 64;
    private static final int DU_URL = 1024;
    private static final Pattern UUID =
            Pattern.compile("[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}");
    private static final int VERSION = 32;
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private RpcConversion() {}

    /** @throws OneM2mException 6025 when the RPC cannot carry a value */
    public static CwmpRequest convert(ExecReqArgs arguments, String commandKey) {
        return switch (arguments.type()) {
            case RESET -> new FactoryReset();
            case REBOOT -> new Reboot(commandKey);
            case UPLOAD -> upload(
                    arguments.entries().get(0), arguments.passwords().get(0), commandKey);
            case DOWNLOAD -> download(
                    arguments.entries().get(0), arguments.passwords().get(0), commandKey);
            case SOFTWAREINSTALL, SOFTWAREUNINSTALL, SOFTWAREUPDATE -> new ChangeDUState(
                    operations(arguments), commandKey);
        };
    }

    private static Download download(Map<String, Object> entry, String password, String commandKey) {
        return new Download(
                commandKey,
                text(entry, "ftyp", FILE_TYPE),
                text(entry, "url", STRING),
                text(entry, "unm", STRING),
                checked(password, "pwd", STRING),
                number(entry.get("fsi"), "fsi"),
                text(entry, "tgf", STRING),
                number(entry.get("dss"), "dss"),
                text(entry, "surl", STRING),
                checked(
                        ExecReqArgs.anyArgument(entry, "FailureURL")
                                .map(String::valueOf)
                                .orElse(""),
                        "anyArg FailureURL",
                        STRING));
    }

    private static Upload upload(Map<String, Object> entry, String password, String commandKey) {
        return new Upload(
                commandKey,
                text(entry, "ftyp", FILE_TYPE),
                text(entry, "url", STRING),
                text(entry, "unm", STRING),
                checked(password, "pwd", STRING),
                number(ExecReqArgs.anyArgument(entry, "DelaySeconds").orElse(null), "anyArg DelaySeconds"));
    }

    private static List<OperationStruct> operations(ExecReqArgs arguments) {
        List<OperationStruct> operations = new ArrayList<>();
        for (int i = 0; i < arguments.entries().size(); i++) {
            Map<String, Object> entry = arguments.entries().get(i);
            String password = checked(arguments.passwords().get(i), "pwd", STRING);
            operations.add(
                    switch (arguments.type()) {
                        case SOFTWAREINSTALL -> new InstallOpStruct(
                                text(entry, "url", DU_URL),
                                uuid(entry),
                                text(entry, "unm", STRING),
                                password,
                                text(entry, "eer", STRING));
                        case SOFTWAREUNINSTALL -> new UninstallOpStruct(
                                uuid(entry), text(entry, "vr", VERSION), text(entry, "eer", STRING));
                        case SOFTWAREUPDATE -> new UpdateOpStruct(
                                uuid(entry),
                                text(entry, "vr", VERSION),
                                text(entry, "url", DU_URL),
                                text(entry, "unm", STRING),
                                password);
                        case RESET, REBOOT, UPLOAD, DOWNLOAD -> throw new IllegalStateException(
                                arguments.type() + " is no operation on a deployment unit");
                    });
        }
        return operations;
    }

    private static String text(Map<String, Object> entry, String field, int most) {
        return checked(entry.get(field) instanceof String text ? text : "", field, most);
    }

    /** Empty, or as the schema has it since CWMP 1.2. */
    private static String uuid(Map<String, Object> entry) {
        String uuid = entry.get("uuid") instanceof String text ? text : "";
        if (!uuid.isEmpty() && !UUID.matcher(uuid).matches()) {
            throw unconvertible("uuid is no UUID: write 36 characters such as 6f1c1a8e-3a54-4d0b-9a3e-0d1a5c7e2b01.");
        }
        return uuid;
    }

    private static String checked(String text, String field, int most) {
        if (text.length() > most) {
            throw unconvertible(field + " has " + text.length() + " characters; CWMP carries at most " + most + ".");
        }
        if (!text.chars().allMatch(RpcConversion::isXml)) {
            throw unconvertible(field + " has a character that XML cannot carry: leave control characters out.");
        }
        return text;
    }

    private static boolean isXml(int unit) {
        return unit >= ' ' && unit < 0xFFFE || unit == '\t' || unit == '\n' || unit == '\r';
    }

    /**
     * 0 for a value that is not given.
     *
     * @throws OneM2mException 6025 when CWMP cannot carry it
     */
    public static long number(Object value, String field) {
        if (value == null || "".equals(value)) {
            return 0;
        }
        try {
            long number = new BigDecimal(String.valueOf(value)).longValueExact();
            if (number >= 0 && number <= UNSIGNED_INT) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException noInteger) {
            // Refused below, as a number out of range is.
        }
        throw unconvertible(field + " is a whole number from 0 to " + UNSIGNED_INT + " in CWMP, not " + value + ".");
    }

    private static OneM2mException unconvertible(String sentence) {
        return new OneM2mException(ResponseStatusCode.MGMT_CONVERSION_ERROR, sentence);
    }
}
