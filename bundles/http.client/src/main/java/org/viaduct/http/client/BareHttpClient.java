package org.viaduct.http.client;

import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client for hosts that nobody vouches for, which does what it is asked to and no more: it follows no redirect, answers no
 * challenge, decodes no content and keeps no cookie.
 */
public final class BareHttpClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BareHttpClient.class);
    private static final int MAX_THREADS = 16;

    private final HttpClient jetty = new HttpClient();

    /**
     * @param name of its threads
     * @param idleTimeout how long a connection may be silent, in the midst of an exchange too
     */
    public BareHttpClient(String name, Duration connectTimeout, Duration idleTimeout) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName(name + "-http");
        threads.setDaemon(true);
        jetty.setExecutor(threads);
        jetty.setConnectTimeout(connectTimeout.toMillis());
        jetty.setIdleTimeout(idleTimeout.toMillis());
        jetty.setFollowRedirects(false);
        jetty.setCookieStore(new HttpCookieStore.Empty());
        jetty.setRemoveIdleDestinations(true);
        jetty.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Viaduct"));
        jetty.setName(name);
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(HttpClient.class.getClassLoader());
        try {
            jetty.start();
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP client " + name + " does not start", failed);
        } finally {
            thread.setContextClassLoader(usual);
        }
        jetty.getProtocolHandlers().clear();
        jetty.getContentDecoderFactories().clear();
    }

    /** A GET, unless something else is made of it. */
    public Request request(URI uri) {
        return jetty.newRequest(uri);
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception alreadyGoing) {
            // Jetty fails when a destination that became idle is removed at the same moment.
            LOG.debug("The HTTP client {} did not stop in order", jetty.getName(), alreadyGoing);
        }
    }
}
