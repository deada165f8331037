package org.viaduct.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** CWMP messages with a few things in them that nobody meant; the same for the same number. */
final class Mutations {

    private static final List<String> ODDITIES = List.of(
            "&#0;",
            "&lt;!",
            "<![CDATA[",
            "]]>",
            "<!--",
            "<?x?>",
            "<!DOCTYPE a>",
            "<a>",
            "</s>",
            "xmlns:cwmp=\"\"",
            "xsi:type=\"xsd:int\"",
            "[99999999]",
            "-1",
            "99999999999999999999",
            "0001-01-01T00:00:00Z",
            "9999999-99-99T99:99:99Z",
            "NaN",
            " ",
            "\r\n",
            "\u0000",
            "\uD83D\uDE00",
            "%n%s",
            "../../",
            "mustUnderstand=\"1\"");
    private static final List<String> HEADERS = List.of(
            "Content-Encoding: gzip",
            "Content-Encoding: br",
            "Content-Type: application/octet-stream; charset=none-such",
            "Cookie: viaduct_session=00000000000000000000000000000000",
            "Cookie: viaduct_session=\"; $Path=",
            "SOAPAction: \u00e9",
            "Transfer-Encoding: chunked",
            "Content-Length: 3",
            "Expect: 100-continue",
            "Connection: close, keep-alive");

    private final List<byte[]> messages;

    Mutations(List<byte[]> messages) {
        this.messages = messages;
    }

    /** A POST with a message that was changed in a few places. */
    byte[] request(int number, String cookie) throws IOException {
        Random random = new Random(number);
        byte[] body = messages.get(random.nextInt(messages.size()));
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            body = change(body, random);
        }
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n");
        if (!cookie.isEmpty()) {
            head.append("Cookie: ").append(cookie).append("\r\n");
        }
        if (random.nextInt(8) == 0) {
            head.append(HEADERS.get(random.nextInt(HEADERS.size()))).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.write(body);
        return request.toByteArray();
    }

    private byte[] change(byte[] body, Random random) {
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + random.nextInt(40));
        byte[] other = messages.get(random.nextInt(messages.size()));
        return switch (random.nextInt(7)) {
            case 0 -> spliced(body, from, to, new byte[0]);
            case 1 -> spliced(body, from, from, Arrays.copyOfRange(body, from, to));
            case 2 -> spliced(body, from, Math.min(body.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            case 3 -> spliced(
                    body,
                    from,
                    to,
                    ODDITIES.get(random.nextInt(ODDITIES.size())).getBytes(StandardCharsets.UTF_8));
            case 4 -> Arrays.copyOf(body, from);
            case 5 -> withinTags(body, random);
            default -> spliced(body, from, to, Arrays.copyOfRange(other, other.length / 3, other.length / 2));
        };
    }

    /** Puts something odd in the place of the text of an element. */
    private static byte[] withinTags(byte[] body, Random random) {
        int start = random.nextInt(body.length + 1);
        while (start < body.length && body[start] != '>') {
            start++;
        }
        int end = Math.min(start + 1, body.length);
        while (end < body.length && body[end] != '<') {
            end++;
        }
        String odd = ODDITIES.get(random.nextInt(ODDITIES.size()));
        return spliced(body, Math.min(start + 1, end), end, odd.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] between) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(body, 0, from);
        result.writeBytes(between);
        result.write(body, to, body.length - to);
        return result.toByteArray();
    }
}
