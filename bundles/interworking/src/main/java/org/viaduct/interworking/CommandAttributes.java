package org.viaduct.interworking;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecMode;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;

/** What the attributes of a {@code <mgmtCmd>} mean together (TS-0004 7.4.16). */
final class CommandAttributes {

    private static final String EXEC_MODE = "exm";
    private static final String EXEC_TARGET = "ext";

    private CommandAttributes() {}

    /** @throws OneM2mException 6022 */
    static CommandType type(Resource command) {
        return command.number("cmt")
                .flatMap(CmdType::of)
                .map(CommandType::of)
                .orElseThrow(() -> new OneM2mException(
                        ResponseStatusCode.INVALID_CMDTYPE,
                        "cmt is one of 1 RESET, 2 REBOOT, 3 UPLOAD, 4 DOWNLOAD, 5 SOFTWAREINSTALL, 6 SOFTWAREUNINSTALL and"
                                + " 7 SOFTWAREUPDATE."));
    }

    static ExecMode mode(Resource command) {
        return command.number(EXEC_MODE).flatMap(ExecMode::of).orElse(ExecMode.IMMEDIATEONCE);
    }

    /** @throws OneM2mException 4000 for an attribute that the mode forbids (U4), 5001 for a mode that is not there yet */
    static void checkMode(Resource command) {
        ExecMode mode = mode(command);
        if (mode != ExecMode.IMMEDIATEONCE) {
            throw new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "execMode " + mode.value() + " (" + mode
                            + ") is not there in this release: leave exm out, or set it to 1 (IMMEDIATEONCE).");
        }
        for (String forbidden : forbidden(mode)) {
            if (command.attributes().containsKey(forbidden)) {
                throw new OneM2mException(
                        ResponseStatusCode.BAD_REQUEST,
                        forbidden + " does not go with execMode " + mode.value() + " (" + mode
                                + "): leave it out, or delete it with null.");
            }
        }
    }

    /** The attributes that "shall not be used" with a mode (TS-0004 7.4.16.1). */
    private static List<String> forbidden(ExecMode mode) {
        return switch (mode) {
            case IMMEDIATEONCE -> List.of("exf", "exy", "exn");
            case IMMEDIATEREPEAT -> List.of("exy");
            case RANDOMONCE -> List.of("exf", "exn");
            case RANDOMREPEAT -> List.of();
        };
    }

    /** Whether changes give the execTarget or the execMode another value. */
    static boolean changesTargetOrMode(Resource command, Map<String, Object> changes) {
        boolean target = changes.containsKey(EXEC_TARGET)
                && !Objects.equals(
                        changes.get(EXEC_TARGET), command.attributes().get(EXEC_TARGET));
        boolean mode = changes.containsKey(EXEC_MODE)
                && Optional.ofNullable(changes.get(EXEC_MODE))
                                .map(value -> ((Number) value).longValue())
                                .orElse((long) ExecMode.IMMEDIATEONCE.value())
                        != mode(command).value();
        return target || mode;
    }
}
