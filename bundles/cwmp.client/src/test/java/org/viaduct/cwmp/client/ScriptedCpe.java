package org.viaduct.cwmp.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A CPE that says over a plain socket what the test tells it to. */
final class ScriptedCpe implements AutoCloseable {

    private final int port;
    private final String serialNumber;
    private String namespace = "urn:dslforum-org:cwmp-1-2";
    private String header = "";
    private String productClass = "GW";
    private String contentType = "text/xml; charset=utf-8";
    private boolean cookies = true;
    private boolean connectionPerPost;
    private String cookie = "";
    private String authorization = "";
    private Socket socket;
    private InputStream in;

    ScriptedCpe(int port, String serialNumber) {
        this.port = port;
        this.serialNumber = serialNumber;
    }

    record Answer(int status, String statusLine, Map<String, String> headers, String body) {

        /** The local name of the first element in the SOAP body; empty if there is none. */
        String message() {
            return first("<soap-env:Body><(?:[\\w-]+:)?(\\w+)");
        }

        String id() {
            return first("<cwmp:ID[^>]*>([^<]*)<");
        }

        String faultCode() {
            return first("<FaultCode>(\\d+)<");
        }

        String first(String regex) {
            Matcher matcher = Pattern.compile(regex).matcher(body);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    ScriptedCpe speaking(String cwmpNamespace) {
        namespace = cwmpNamespace;
        return this;
    }

    ScriptedCpe ofClass(String name) {
        productClass = name;
        return this;
    }

    ScriptedCpe withContentType(String type) {
        contentType = type;
        return this;
    }

    ScriptedCpe withHeader(String element) {
        header = element;
        return this;
    }

    ScriptedCpe withoutCookies() {
        cookies = false;
        return this;
    }

    ScriptedCpe withConnectionPerPost() {
        connectionPerPost = true;
        return this;
    }

    ScriptedCpe withAuthorization(String value) {
        authorization = value;
        return this;
    }

    String cookie() {
        return cookie;
    }

    ScriptedCpe withCookie(String value) {
        cookie = value;
        return this;
    }

    Answer inform(String... events) {
        StringBuilder list = new StringBuilder();
        for (String event : events) {
            list.append("<EventStruct><EventCode>")
                    .append(event)
                    .append("</EventCode><CommandKey></CommandKey></EventStruct>");
        }
        return send(
                "77",
                """
                <cwmp:Inform><DeviceId><Manufacturer>Acme</Manufacturer><OUI>00D09E</OUI><ProductClass>%s</ProductClass>\
                <SerialNumber>%s</SerialNumber></DeviceId><Event soap-enc:arrayType="cwmp:EventStruct[%d]">%s</Event>\
                <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-23T05:00:00Z</CurrentTime><RetryCount>0</RetryCount>\
                <ParameterList soap-enc:arrayType="cwmp:ParameterValueStruct[1]"><ParameterValueStruct>\
                <Name>Device.ManagementServer.ConnectionRequestURL</Name><Value xsi:type="xsd:string">http://127.0.0.1:9/</Value>\
                </ParameterValueStruct></ParameterList></cwmp:Inform>"""
                        .formatted(productClass, serialNumber, events.length, list));
    }

    Answer transferComplete(String commandKey) {
        return send(
                "TC-1",
                """
                <cwmp:TransferComplete><CommandKey>%s</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/>\
                </FaultStruct><StartTime>2026-11-23T05:00:00Z</StartTime><CompleteTime>2026-11-23T05:00:01Z</CompleteTime>\
                </cwmp:TransferComplete>"""
                        .formatted(commandKey));
    }

    /** A message with this element in its body. */
    Answer send(String id, String element) {
        return post(
                """
                <soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" \
                xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="%s">\
                <soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">%s</cwmp:ID>%s</soap-env:Header>\
                <soap-env:Body>%s</soap-env:Body></soap-env:Envelope>"""
                        .formatted(namespace, id, header, element));
    }

    Answer sendFault(String id, int code) {
        return send(
                id,
                "<soap-env:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault>"
                        + "<FaultCode>" + code + "</FaultCode><FaultString>no</FaultString></cwmp:Fault></detail>"
                        + "</soap-env:Fault>");
    }

    Answer empty() {
        return post("");
    }

    Answer post(String body) {
        return request("POST", body.getBytes(StandardCharsets.UTF_8));
    }

    Answer request(String method, byte[] body) {
        write(method, body);
        return read();
    }

    /** Writes a POST and resets the connection before the answer. */
    void postAndHangUp(String body) {
        write("POST", body.getBytes(StandardCharsets.UTF_8));
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        disconnect();
    }

    private void write(String method, byte[] body) {
        try {
            if (socket == null) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(20_000);
                in = new BufferedInputStream(socket.getInputStream());
            }
            StringBuilder head = new StringBuilder(method + " / HTTP/1.1\r\nHost: acs\r\n");
            if (!contentType.isEmpty()) {
                head.append("Content-Type: ").append(contentType).append("\r\n");
            }
            head.append("Content-Length: ").append(body.length).append("\r\n");
            if (cookies && !cookie.isEmpty()) {
                head.append("Cookie: ").append(cookie).append("\r\n");
            }
            if (!authorization.isEmpty()) {
                head.append("Authorization: ").append(authorization).append("\r\n");
            }
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            message.writeBytes(body);
            socket.getOutputStream().write(message.toByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Answer read() {
        try {
            List<String> lines = new ArrayList<>();
            String line = line();
            while (!line.isEmpty()) {
                lines.add(line);
                line = line();
            }
            Map<String, String> headers = new TreeMap<>();
            lines.stream()
                    .skip(1)
                    .map(each -> each.split(":\\s*", 2))
                    .forEach(pair -> headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
            if (headers.containsKey("set-cookie")) {
                cookie = headers.get("set-cookie").split(";")[0];
            }
            byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            if (connectionPerPost || "close".equalsIgnoreCase(headers.get("connection"))) {
                disconnect();
            }
            return new Answer(
                    Integer.parseInt(lines.get(0).split(" ")[1]),
                    lines.get(0),
                    headers,
                    new String(body, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c != '\n') {
            if (c < 0) {
                throw new IOException("the ACS closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }

    void disconnect() {
        try {
            if (socket != null) {
                socket.close();
                socket = null;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
