package org.viaduct.cwmp.api;

/** A user name and a password, in clear; its text form hides the password. */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
