package org.viaduct.remote.dosgi;

import java.util.Optional;
import javax.ws.rs.client.ClientRequestContext;
import javax.ws.rs.client.ClientRequestFilter;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.ext.Provider;

/** Shows the token to the other half. */
@Provider
final class TokenShown implements ClientRequestFilter {

    private final Optional<String> token;

    TokenShown(Optional<String> token) {
        this.token = token;
    }

    @Override
    public void filter(ClientRequestContext request) {
        token.ifPresent(shown -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + shown));
    }
}
