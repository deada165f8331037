package org.viaduct.remote.dosgi;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** A servlet below the path that it was registered for; initialized when it is first asked. */
final class Alias {

    /** CXF's servlet shows what it has otherwise. */
    private static final String NO_LIST = "hide-service-list-page";

    private final String path;
    private final Servlet servlet;
    private boolean initialized;
    private boolean destroyed;

    Alias(String path, Servlet servlet) {
        this.path = path;
        this.servlet = servlet;
    }

    String path() {
        return path;
    }

    boolean has(String uri) {
        return uri.startsWith(path) && (uri.length() == path.length() || uri.charAt(path.length()) == '/');
    }

    void serve(ServletConfig outer, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        initialize(outer);
        servlet.service(new Below(request, path), response);
    }

    private synchronized void initialize(ServletConfig outer) throws ServletException {
        if (!initialized && !destroyed) {
            servlet.init(new Config(path, outer.getServletContext()));
            initialized = true;
        }
    }

    synchronized void destroy() {
        destroyed = true;
        if (initialized) {
            servlet.destroy();
        }
    }

    private record Config(String name, ServletContext context) implements ServletConfig {

        @Override
        public String getServletName() {
            return name;
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public @Nullable String getInitParameter(String parameter) {
            return parameter.equals(NO_LIST) ? "true" : null;
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }

    /** A request as the servlet sees it. */
    private static final class Below extends HttpServletRequestWrapper {

        private final String path;

        Below(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public @Nullable String getPathInfo() {
            String rest = getRequestURI().substring(path.length());
            return rest.isEmpty() ? null : rest;
        }
    }
}
