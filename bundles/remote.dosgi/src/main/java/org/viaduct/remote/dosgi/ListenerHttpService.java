package org.viaduct.remote.dosgi;

import java.io.IOException;
import java.net.URL;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.Servlet;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.HttpContext;
import org.osgi.service.http.HttpService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link HttpService} that DOSGi publishes its endpoints on: the listener named {@code remote}, and what is below
 * {@code /remote/} only. Nobody gets at an endpoint whom the {@link Door} does not let in.
 */
@Component(
        service = {HttpService.class, Servlet.class},
        property = {
            "viaduct.listener=remote",
            "viaduct.authenticates:Boolean=true",
            ListenerHttpService.OURS + ":Boolean=true"
        })
public final class ListenerHttpService extends HttpServlet implements HttpService {

    /** The service property by which DOSGi is told to use this one; see {@code etc/org.apache.cxf.dosgi.http.cfg}. */
    static final String OURS = "viaduct.remote";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ListenerHttpService.class);
    private static final String ROOT = "/remote/";

    private final transient Door door = new Door();
    private final transient Map<String, Alias> aliases = new ConcurrentHashMap<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile @Nullable RemoteSettings settings;

    @Activate
    public ListenerHttpService() {}

    @Override
    public void registerServlet(
            String alias, Servlet servlet, @Nullable Dictionary initparams, @Nullable HttpContext context) {
        if (!alias.startsWith(ROOT)) {
            LOG.debug("{} is not published: it is not below {}", alias, ROOT);
            return;
        }
        aliases.put(alias, new Alias(alias, servlet));
    }

    @Override
    public void registerResources(String alias, String name, @Nullable HttpContext context) {
        LOG.debug("{} is not published: only servlets are", alias);
    }

    @Override
    public void unregister(String alias) {
        Optional.ofNullable(aliases.remove(alias)).ifPresent(Alias::destroy);
    }

    @Override
    public HttpContext createDefaultHttpContext() {
        return new HttpContext() {
            @Override
            public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
                return true;
            }

            @Override
            public @Nullable URL getResource(String name) {
                return null;
            }

            @Override
            public @Nullable String getMimeType(String name) {
                return null;
            }
        };
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        RemoteSettings present = settings;
        if (present == null || !present.usable()) {
            door.unavailable(response, "The settings of remote services cannot be used.");
            return;
        }
        if (!door.admits(request, response, present)) {
            return;
        }
        Optional<Alias> alias = aliases.values().stream()
                .filter(each -> each.has(request.getRequestURI()))
                .max(Comparator.comparing(each -> each.path().length()));
        if (alias.isPresent()) {
            alias.get().serve(getServletConfig(), request, response);
        } else {
            // Its bundle is being updated, or is not there: the other side tries again.
            door.unavailable(response, "There is no such remote service at present.");
        }
    }

    @Override
    public void destroy() {
        aliases.values().forEach(Alias::destroy);
    }
}
