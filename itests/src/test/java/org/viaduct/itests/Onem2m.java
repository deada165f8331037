package org.viaduct.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A oneM2M originator that speaks the HTTP binding (TS-0009). */
public final class Onem2m {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String originator;

    /** The admin {@code CAdmin} of a CSE on this machine. */
    Onem2m(int port) {
        this(URI.create("http://127.0.0.1:" + port + "/"), "CAdmin");
    }

    /**
     * @param base what the addresses of resources come after, with a slash at its end
     * @param originator the AE-ID that the requests come from
     */
    public Onem2m(URI base, String originator) {
        this.base = base;
        this.originator = originator;
    }

    /** What came back: the HTTP status, the RSC of the header, and the content. */
    public record Answer(int status, int rsc, JsonNode content) {

        /** The sentence in {@code m2m:dbg}, or nothing. */
        public String debug() {
            return content.path("m2m:dbg").asText();
        }

        /** The attributes of the one resource in it. */
        public JsonNode resource() {
            return content.elements().next();
        }

        /** The addresses of a {@code m2m:uril}. */
        public List<String> addresses() {
            List<String> addresses = new ArrayList<>();
            content.path("m2m:uril").forEach(each -> addresses.add(each.asText()));
            return addresses;
        }

        /** The address of the one execInstance that an Execute created. */
        public String execInstance() {
            return resource().path("ch").path(0).path("val").asText();
        }
    }

    public Answer create(String parent, int type, String content) {
        return send(request(parent)
                .header("Content-Type", "application/json;ty=" + type)
                .POST(BodyPublishers.ofString(content)));
    }

    public Answer retrieve(String address) {
        return send(request(address).GET());
    }

    public Answer update(String address, String content) {
        return send(updating(address, content));
    }

    CompletableFuture<Answer> updateAsync(String address, String content) {
        return http.sendAsync(updating(address, content).build(), BodyHandlers.ofString())
                .thenApply(Onem2m::answer);
    }

    public Answer delete(String address) {
        return send(request(address).DELETE());
    }

    /** CREATEs a mgmtCmd below the CSEBase. */
    Answer createCommand(String name, int cmdType, String target, String arguments) {
        String exra = arguments.isEmpty() ? "" : ",\"exra\":" + arguments;
        return create(
                "cse-in",
                12,
                "{\"m2m:mgc\":{\"rn\":\"%s\",\"cmt\":%d,\"ext\":\"%s\"%s}}".formatted(name, cmdType, target, exra));
    }

    public Answer execute(String command) {
        return update(command, "{\"m2m:mgc\":{\"exe\":true}}");
    }

    /** The node with this nodeID, once the CSE knows it. */
    Optional<JsonNode> node(String nodeId) {
        return retrieve("cse-in?fu=1&ty=14").addresses().stream()
                .map(address -> retrieve(address).resource())
                .filter(node -> nodeId.equals(node.path("ni").asText()))
                .findFirst();
    }

    HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(base.resolve(path(address)))
                .timeout(Duration.ofSeconds(60))
                .header("X-M2M-Origin", originator)
                .header("X-M2M-RI", UUID.randomUUID().toString())
                .header("X-M2M-RVI", "3")
                .header("Accept", "application/json");
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder updating(String address, String content) {
        return request(address).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(content));
    }

    /** How the binding writes absolute and SP-relative addresses (TS-0009 6.2.2.1). */
    private static String path(String address) {
        if (address.startsWith("//")) {
            return "_/" + address.substring(2);
        }
        return address.startsWith("/") ? "~" + address : address;
    }

    private static Answer answer(HttpResponse<String> response) {
        int rsc = (int) response.headers().firstValueAsLong("X-M2M-RSC").orElse(0);
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        try {
            return new Answer(response.statusCode(), rsc, JSON.readTree(json ? response.body() : "{}"));
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + response.body(), e);
        }
    }
}
