package org.viaduct.cpe.simulator.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.viaduct.cpe.simulator.http.AddressPolicy;
import org.viaduct.cpe.simulator.http.BodySink;
import org.viaduct.cpe.simulator.http.ClientAuthentication;
import org.viaduct.cpe.simulator.http.Header;
import org.viaduct.cpe.simulator.http.HostUnreachable;
import org.viaduct.cpe.simulator.http.HttpConnection;
import org.viaduct.cpe.simulator.http.HttpReply;
import org.viaduct.cpe.simulator.http.HttpRequest;
import org.viaduct.cpe.simulator.http.HttpRequest.Framing;
import org.viaduct.cpe.simulator.http.Tls;
import org.viaduct.cpe.simulator.http.TruncatedBody;
import org.viaduct.cwmp.FaultCode;

/** Fetches and sends files over HTTP, with or without TLS, with basic and digest authentication and redirects. Safe for several threads. */
public final class FileClient {
    private static final long MAX_SIZE = 256L << 20;
    private static final int MAX_REDIRECTS = 5;

    private final AddressPolicy policy;
    private final Duration timeout;
    private final SSLContext tls;

    /** @param tls whom to trust over https, and which certificate to show */
    public FileClient(AddressPolicy policy, Duration timeout, SSLContext tls) {
        this.policy = policy;
        this.timeout = timeout;
        this.tls = tls;
    }

    /**
     * The fault with which an RPC that names this URL is refused at once; empty if it may be tried.
     */
    public static Optional<FaultCode> refusal(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null) {
                return Optional.of(FaultCode.INVALID_ARGUMENTS);
            }
            if (!uri.getScheme().equalsIgnoreCase("http") && !isSecure(uri)) {
                return Optional.of(FaultCode.UNSUPPORTED_TRANSFER_PROTOCOL);
            }
            if (uri.getHost() == null) {
                return Optional.of(FaultCode.INVALID_ARGUMENTS);
            }
            return uri.getUserInfo() == null ? Optional.empty() : Optional.of(FaultCode.INVALID_ARGUMENTS);
        } catch (URISyntaxException noUrl) {
            return Optional.of(FaultCode.INVALID_ARGUMENTS);
        }
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /**
     * Fetches a file.
     *
     * @param cancelled asked again and again; once true the transfer ends
     */
    public FetchedFile fetch(String url, String username, String password, Cancellation cancelled)
            throws TransferFailure {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        long[] size = {0};
        MessageDigest digest = sha256();
        BodySink sink = (bytes, length) -> {
            if (cancelled.isCancelled()) {
                throw new IOException("the transfer was cancelled");
            }
            size[0] += length;
            if (size[0] > MAX_SIZE) {
                throw new IOException("the file is larger than " + MAX_SIZE + " bytes");
            }
            digest.update(bytes, 0, length);
            head.write(bytes, 0, Math.min(length, FetchedFile.HEAD - head.size()));
        };
        HttpReply reply = send("GET", url, username, password, new byte[0], sink, FaultCode.FILE_TRANSFER_FAILURE);
        if (reply.status() == 404 || reply.status() == 410) {
            throw new TransferFailure(FaultCode.FILE_INACCESSIBLE, "the server answered " + reply.status());
        }
        if (!reply.isSuccess()) {
            throw new TransferFailure(FaultCode.FILE_TRANSFER_FAILURE, "the server answered " + reply.status());
        }
        return new FetchedFile(url, size[0], HexFormat.of().formatHex(digest.digest()), head.toByteArray());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sends a file by PUT. */
    public void send(String url, String username, String password, byte[] file) throws TransferFailure {
        HttpReply reply = send("PUT", url, username, password, file, (bytes, length) -> {}, FaultCode.UPLOAD_FAILURE);
        if (!reply.isSuccess()) {
            throw new TransferFailure(FaultCode.UPLOAD_FAILURE, "the server answered " + reply.status());
        }
    }

    private HttpReply send(
            String method,
            String url,
            String username,
            String password,
            byte[] body,
            BodySink sink,
            FaultCode otherwise)
            throws TransferFailure {
        try {
            URI uri = URI.create(url);
            ClientAuthentication authentication = new ClientAuthentication(username, password);
            for (int i = 0; i <= MAX_REDIRECTS; i++) {
                HttpReply reply = sendTo(uri, method, authentication, body, sink);
                if (!reply.isRedirect()) {
                    if (reply.status() == 401 || reply.status() == 403) {
                        throw new TransferFailure(
                                FaultCode.TRANSFER_AUTHENTICATION_FAILURE, "the server answered " + reply.status());
                    }
                    return reply;
                }
                uri = uri.resolve(reply.header("Location").orElse("/"));
                if (refusal(uri.toString()).isPresent()) {
                    throw new TransferFailure(otherwise, "the server redirected to an address that cannot be followed");
                }
            }
            throw new TransferFailure(otherwise, "the server redirected more than " + MAX_REDIRECTS + " times");
        } catch (HostUnreachable unreachable) {
            throw new TransferFailure(
                    otherwise == FaultCode.UPLOAD_FAILURE ? otherwise : FaultCode.FILE_SERVER_UNREACHABLE,
                    unreachable.getMessage());
        } catch (TruncatedBody truncated) {
            throw new TransferFailure(FaultCode.DOWNLOAD_INCOMPLETE, truncated.getMessage());
        } catch (IllegalArgumentException noUrl) {
            throw new TransferFailure(otherwise, "the server redirected to what is no URL");
        } catch (IOException failed) {
            throw new TransferFailure(otherwise, String.valueOf(failed.getMessage()));
        }
    }

    private HttpReply sendTo(URI uri, String method, ClientAuthentication authentication, byte[] body, BodySink sink)
            throws IOException {
        int standard = isSecure(uri) ? 443 : 80;
        int port = uri.getPort() < 0 ? standard : uri.getPort();
        Optional<Tls> secure = isSecure(uri) ? Optional.of(new Tls(tls, uri.getHost())) : Optional.empty();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        try (HttpConnection connection = new HttpConnection(policy.resolve(uri.getHost()), port, timeout, secure)) {
            while (true) {
                List<Header> headers = new ArrayList<>();
                headers.add(new Header("User-Agent", "viaduct-cpe-simulator"));
                authentication.authorization(method, target).ifPresent(headers::add);
                HttpReply reply = connection.exchange(
                        new HttpRequest(method, target, uri.getRawAuthority(), headers, body, Framing.LENGTH), sink);
                if (reply.status() != 401 || !authentication.challengedBy(reply)) {
                    return reply;
                }
            }
        }
    }

    /** Whether somebody wants a transfer to end. */
    @FunctionalInterface
    public interface Cancellation {
        boolean isCancelled();
    }
}
