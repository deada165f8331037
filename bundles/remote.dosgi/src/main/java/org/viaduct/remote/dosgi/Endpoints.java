package org.viaduct.remote.dosgi;

import org.apache.cxf.Bus;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.feature.Feature;
import org.apache.cxf.interceptor.InterceptorProvider;
import org.apache.cxf.jaxrs.client.ClientConfiguration;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;

/**
 * How long the other half may take, and whose certificate it may show; and that CXF keeps quiet of calls that fail, for who
 * made them says so.
 */
final class Endpoints implements Feature {

    private final RemoteSettings settings;

    Endpoints(RemoteSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initialize(InterceptorProvider provider, Bus bus) {
        if (!(provider instanceof ClientConfiguration client)) {
            return;
        }
        quiet(client.getEndpoint());
        HTTPConduit conduit = client.getHttpConduit();
        HTTPClientPolicy policy = new HTTPClientPolicy();
        policy.setConnectionTimeout(settings.connectTimeout().toMillis());
        policy.setReceiveTimeout(settings.answerTimeout().toMillis());
        policy.setAllowChunking(false);
        policy.setAutoRedirect(false);
        policy.setVersion("1.1");
        conduit.setClient(policy);
        settings.trust().ifPresent(trust -> {
            TLSClientParameters tls = new TLSClientParameters();
            tls.setTrustManagers(trust.getTrustManagers());
            conduit.setTlsClientParameters(tls);
        });
    }

    private static void quiet(Endpoint endpoint) {
        FaultListener quiet = (failure, description, message) -> false;
        endpoint.put(FaultListener.class.getName(), quiet);
    }

    @Override
    public void initialize(Server server, Bus bus) {
        quiet(server.getEndpoint());
    }

    @Override
    public void initialize(Client client, Bus bus) {
        // not the kind of client that REST has
    }

    @Override
    public void initialize(Bus bus) {
        // nothing holds for all
    }
}
