package io.dualwrite.component;

/**
 * How to sign in to a side: OAuth 2 client credentials.
 *
 * @param tokenUrl where tokens are fetched
 * @param scope as the side wants it: {@code https://org.crm.dynamics.com/.default}
 */
public record SignIn(String tokenUrl, String clientId, String clientSecret, String scope) {
    /** Without the secret, wherever it may be printed. */
    @Override
    public String toString() {
        return clientId + " at " + tokenUrl;
    }
}
