package org.viaduct.interworking.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
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
public final class CommandAttributes {

    private static final String EXEC_MODE = "exm";
    private static final String EXEC_TARGET = "ext";
    private static final String EXEC_FREQUENCY = "exf";
    private static final String EXEC_DELAY = "exy";
    private static final String EXEC_NUMBER = "exn";
    private static final int LONGEST_YEARS = 100;
    /** Between repetitions of which nobody said how far apart they are to be. */
    private static final String UNSAID_FREQUENCY = "PT1M";

    private static final String AT_ONCE = "PT0S";

    /** What an {@code <execInstance>} copies of its {@code <mgmtCmd>}, beside execReqArgs. */
    public static final List<String> COPIED = List.of(EXEC_FREQUENCY, EXEC_DELAY, EXEC_NUMBER);

    private CommandAttributes() {}

    /** @throws OneM2mException 6022 */
    public static CommandType type(Resource command) {
        return command.number("cmt")
                .flatMap(CmdType::of)
                .map(CommandType::of)
                .orElseThrow(() -> new OneM2mException(
                        ResponseStatusCode.INVALID_CMDTYPE,
                        "cmt is one of 1 RESET, 2 REBOOT, 3 UPLOAD, 4 DOWNLOAD, 5 SOFTWAREINSTALL, 6 SOFTWAREUNINSTALL and"
                                + " 7 SOFTWAREUPDATE."));
    }

    public static ExecMode mode(Resource command) {
        return command.number(EXEC_MODE).flatMap(ExecMode::of).orElse(ExecMode.IMMEDIATEONCE);
    }

    /** @throws OneM2mException 4000 for an attribute that the mode forbids (U4), or that means nothing */
    public static void checkMode(Resource command, Instant now) {
        ExecMode mode = mode(command);
        for (String forbidden : forbidden(mode)) {
            if (command.attributes().containsKey(forbidden)) {
                throw refused(forbidden + " does not go with execMode " + mode.value() + " (" + mode
                        + "): leave it out, or delete it with null.");
            }
        }
        delay(command, now);
        repetitions(command, now);
    }

    /** Whether the mode lets the CSE add random times. */
    public static boolean isRandom(Resource command) {
        return switch (mode(command)) {
            case IMMEDIATEONCE, IMMEDIATEREPEAT -> false;
            case RANDOMONCE, RANDOMREPEAT -> true;
        };
    }

    /** execDelay, the least time before the first execution. */
    public static Duration delay(Resource command, Instant now) {
        return duration(command, EXEC_DELAY, AT_ONCE, now);
    }

    /**
     * execNumber and execFrequency: 1 where there is no number, a minute where there is no frequency, so that a forgotten
     * attribute does not keep a CPE from doing anything else.
     */
    public static Repetitions repetitions(Resource command, Instant now) {
        long number = command.number(EXEC_NUMBER).orElse(1L);
        if (number < 1 || number > Repetitions.MOST) {
            throw refused("exn (execNumber) is a number from 1 to " + Repetitions.MOST + ", not " + number + ".");
        }
        return new Repetitions(
                1, (int) number, duration(command, EXEC_FREQUENCY, UNSAID_FREQUENCY, now), isRandom(command));
    }

    /** Years, months and days of an xs:duration are those of the calendar from now on. */
    private static Duration duration(Resource command, String attribute, String unsaid, Instant now) {
        String text = command.text(attribute).orElse(unsaid);
        int time = text.indexOf('T');
        String dates = time < 0 ? text : text.substring(0, time);
        try {
            OffsetDateTime start = now.atOffset(ZoneOffset.UTC);
            OffsetDateTime end = start.plus(dates.equals("P") ? Period.ZERO : Period.parse(dates))
                    .plus(time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time)));
            if (!end.isAfter(start.plusYears(LONGEST_YEARS))) {
                return Duration.between(start, end);
            }
        } catch (DateTimeException | ArithmeticException outOfRange) {
            // Refused below, as what is too long is.
        }
        throw refused(attribute + " is an xs:duration of at most " + LONGEST_YEARS + " years, not "
                + Wording.printable(text) + ".");
    }

    private static OneM2mException refused(String sentence) {
        return new OneM2mException(ResponseStatusCode.BAD_REQUEST, sentence);
    }

    /** The attributes that "shall not be used" with a mode (TS-0004 7.4.16.1). */
    private static List<String> forbidden(ExecMode mode) {
        return switch (mode) {
            case IMMEDIATEONCE -> List.of(EXEC_FREQUENCY, EXEC_DELAY, EXEC_NUMBER);
            case IMMEDIATEREPEAT -> List.of(EXEC_DELAY);
            case RANDOMONCE -> List.of(EXEC_FREQUENCY, EXEC_NUMBER);
            case RANDOMREPEAT -> List.of();
        };
    }

    /** Whether changes give the execTarget or the execMode another value. */
    public static boolean changesTargetOrMode(Resource command, Map<String, Object> changes) {
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
