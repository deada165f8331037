package org.viaduct.cwmp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;

/** Messages in a form for people: printable, bounded, passwords, keys and vouchers masked. */
public final class Transcript {
    private static final int MAX_SUMMARY = 200;
    private static final Pattern TAG = Pattern.compile("<(/?+)([A-Za-z_][\\w.:-]{0,63}+)"
            + "((?:\\s++[\\w.:-]{1,64}+\\s*+=\\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\\s*+(/?+)>");
    private static final Pattern NAMESPACE =
            Pattern.compile("xmlns(?::[\\w.-]++)?+\\s*+=\\s*+(?:\"[^\"]*+\"|'[^']*+')");

    private Transcript() {}

    /** The message in one line, such as {@code Inform 1 BOOT, 4 VALUE CHANGE} or {@code Fault 9003 Invalid arguments}. */
    public static String summary(CwmpMessage message) {
        String line = message.name();
        if (message instanceof Inform inform) {
            line += inform.event().stream().map(EventStruct::eventCode).collect(Collectors.joining(", ", " ", ""));
        } else if (message instanceof CwmpFault fault) {
            line += " " + fault.code() + " " + fault.message();
        }
        String shown = Outline.masked(line.strip());
        return shown.length() > MAX_SUMMARY ? shown.substring(0, MAX_SUMMARY - 3) + "..." : shown;
    }

    /**
     * The message with its headers, a line for each argument, indented.
     *
     * @param maxLength characters, about; a longer one is cut and says so
     */
    public static String of(Envelope envelope, int maxLength) {
        Outline out = new Outline(maxLength);
        CwmpMessage message = envelope.body();
        out.begin(message.name() + " (" + String.join(", ", headers(envelope)) + ")");
        if (message instanceof UnknownRequest || message instanceof UnknownResponse) {
            out.line("no RPC of CWMP", "its arguments are not read");
        } else {
            show(out, Rpcs.shapeOf(message), message);
        }
        return out.toString();
    }

    private static <M extends CwmpMessage> void show(Outline out, Shape<M> shape, CwmpMessage message) {
        shape.showFields(out, shape.cast(message));
    }

    private static List<String> headers(Envelope envelope) {
        List<String> headers = new ArrayList<>();
        headers.add(envelope.namespace().substring(envelope.namespace().lastIndexOf(':') + 1));
        headers.add(envelope.id().isEmpty() ? "no ID" : "ID " + envelope.id());
        if (envelope.holdRequests()) {
            headers.add("HoldRequests");
        }
        envelope.sessionTimeout().ifPresent(seconds -> headers.add("SessionTimeout " + seconds));
        if (!envelope.supportedVersions().isEmpty()) {
            headers.add("SupportedCWMPVersions " + String.join(" ", envelope.supportedVersions()));
        }
        if (!envelope.useCwmpVersion().isEmpty()) {
            headers.add("UseCWMPVersion " + envelope.useCwmpVersion());
        }
        return headers;
    }

    /**
     * The tags of what cannot be read as a message, all else masked: text, CDATA, comments, and the values of attributes other
     * than namespaces.
     */
    public static String tagsOf(String unreadable) {
        StringBuilder shown = new StringBuilder();
        Matcher tag = TAG.matcher(unreadable);
        int end = 0;
        while (tag.find()) {
            mask(shown, unreadable.substring(end, tag.start()));
            shown.append('<').append(tag.group(1)).append(tag.group(2));
            Matcher namespace = NAMESPACE.matcher(tag.group(3));
            while (namespace.find()) {
                shown.append(' ').append(Outline.masked(namespace.group()));
            }
            shown.append(tag.group(4)).append('>');
            end = tag.end();
        }
        mask(shown, unreadable.substring(end));
        return shown.toString();
    }

    private static void mask(StringBuilder shown, String text) {
        shown.append(text.isBlank() ? "" : Presentable.MASK);
    }
}
