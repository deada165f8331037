package org.viaduct.cwmp.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.codec.CwmpWriter;

/** Writes replies as HTTP responses (TR-069 3.4), and reads the cookie that it gave. */
final class HttpReplies {

    private static final Logger LOG = LoggerFactory.getLogger(HttpReplies.class);
    private static final String COOKIE = "viaduct_session";
    private static final Pattern COOKIES = Pattern.compile("\\b" + COOKIE + "=\"?([0-9a-f]{32})\\b");
    private static final int RETRY_AFTER_SECONDS = 10;

    private final CwmpWriter declaring = new CwmpWriter();
    private final CwmpWriter plain = CwmpWriter.withoutXmlDeclaration();
    private final Acs acs;
    private final DeclaredXml declared;
    private final PeerLog log;

    HttpReplies(Acs acs, DeclaredXml declared, PeerLog log) {
        this.acs = acs;
        this.log = log;
        this.declared = declared;
    }

    /** Writes a reply to a CPE whose lane the caller has entered. */
    void write(Lane lane, HttpServletResponse response, Reply reply) throws IOException {
        CwmpWriter writer = declared.has(lane.cpe()) ? declaring : plain;
        if (reply instanceof Reply.Calling calling) {
            call(lane, response, calling, writer);
        } else {
            write(response, reply, writer);
        }
    }

    /** Writes a reply to nobody knows whom. */
    void write(HttpServletResponse response, Reply reply) throws IOException {
        write(response, reply, plain);
    }

    private static void write(HttpServletResponse response, Reply reply, CwmpWriter writer) throws IOException {
        if (reply instanceof Reply.Message message) {
            write(response, writer.write(message.envelope()));
        } else if (reply instanceof Reply.Opened opened) {
            response.setHeader("Set-Cookie", COOKIE + "=" + opened.cookie() + "; Path=/; HttpOnly");
            write(response, writer.write(opened.envelope()));
        } else if (reply instanceof Reply.Refused refused) {
            refuse(response, refused);
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    /** Where not all of a call could be written, the CPE has no message: it was not sent. */
    private void call(Lane lane, HttpServletResponse response, Reply.Calling calling, CwmpWriter writer)
            throws IOException {
        String rpc = calling.envelope().body().name();
        byte[] body;
        try {
            body = writer.write(calling.envelope());
        } catch (IllegalArgumentException unwritable) {
            LOG.error("CPE {}: {} cannot be written: {}", lane.cpe(), rpc, unwritable.getMessage());
            acs.end(lane, calling.session(), Delivery.NOT_SENT, rpc + " could not be written");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        try {
            write(response, body);
        } catch (IOException gone) {
            String remote = calling.session().facts().remote().getHostAddress();
            log.info(remote, "CPE {} went away before {} was sent", lane.cpe(), rpc);
            acs.end(lane, calling.session(), Delivery.NOT_SENT, "the CPE went away before " + rpc + " was sent");
        }
    }

    private static void write(HttpServletResponse response, byte[] body) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/xml;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static void refuse(HttpServletResponse response, Reply.Refused refused) throws IOException {
        response.setStatus(refused.status());
        refused.challenges().forEach(challenge -> response.addHeader("WWW-Authenticate", challenge));
        if (refused.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setIntHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        byte[] body = (refused.sentence() + "\n").getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The values of our cookie, however old-fashioned the header (RFC 2109 to RFC 6265). */
    static List<String> cookies(HttpServletRequest request) {
        List<String> values = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("Cookie"))) {
            Matcher matcher = COOKIES.matcher(header);
            while (matcher.find()) {
                values.add(matcher.group(1));
            }
        }
        return values;
    }
}
