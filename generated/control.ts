// Generated from openapi/control.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether the process is alive
         * @description Answers as long as the process can answer at all, whatever the store does. It changes nothing. A supervisor
         *     restarts the server when this fails.
         */
        get: operations["readHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the metrics
         * @description Gives logoutd's counters and gauges in the text format of Prometheus. It changes nothing. An admin key
         *     and a check key alike may read them.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether the server is ready
         * @description Answers 200 while the store can be reached and 503 otherwise. It changes nothing. A load balancer sends
         *     requests elsewhere while this fails.
         */
        get: operations["readReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{subject}": {
        parameters: {
            query?: {
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
            };
            header?: never;
            path: {
                /**
                 * @description The user, as tokens name them.
                 * @example user-42
                 */
                subject: string;
            };
            cookie?: never;
        };
        /**
         * Read an account
         * @description Says what logoutd knows about a user whose account was put here before, and whether the user is logged in as
         *     the tenant contract counts it. It changes nothing.
         */
        get: operations["readAccount"];
        /**
         * Create or replace an account
         * @description Sets everything about an account at once; what the body leaves out takes its default. What happens to sessions
         *     depends on `status`. *Inactive* ends all sessions of the user for good and refuses new ones while it lasts.
         *     *Suspended* ends nothing: while it lasts, contracts that ask for an active account refuse the user with 403, and
         *     afterwards all is as before.
         */
        put: operations["replaceAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Introspect a token
         * @description Says whether a token has power now, and if so what it stands for (RFC 7662). A token that is not valid, has
         *     expired, whose session has ended, or whose account is not active is `active: false`, and nothing more is said of
         *     it. The check counts as seeing the session.
         */
        post: operations["introspectToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the log of all that ended
         * @description Reads the append-only log of every end, in the order in which they were put on record, a page at a time: which
         *     session or which many, when, why, and who or what ended them. A timeout is put on record when a token of its
         *     session is shown again, and one that never is has no entry. Reading changes nothing, and nothing else changes
         *     the log either, but for its retention: entries older than that are dropped from its beginning.
         *
         *     The client goes on with `nextCursor` as `cursor`, now while `hasMore` is true, later for what will have ended by
         *     then. A cursor never repeats an entry and never skips one: if entries after it are no longer kept, that is 422,
         *     and if another log gave it, that is 400: that of another store, or the one before a backup was put back.
         */
        get: operations["listRevocations"];
        put?: never;
        /**
         * End many sessions at once
         * @description Sets a cut-off: every token issued up to `before` is refused from then on, of one user, one tenant, one issuer,
         *     or signed with one key, whether logoutd has seen it or not; and the sessions so selected that began up to then
         *     end. Exactly one of `subject`, `tenant`, `issuer` and `keyId` selects.
         *
         *     Users and keys are those of the issuer that the query names. A tenant is the same for every issuer. Several
         *     cut-offs never weaken one another. A token without `iat` is covered by every cut-off on it.
         *
         *     Tokens tell their age in whole seconds, so one that is issued later in the very second of a cut-off is refused
         *     too, and its user has to log in once more; unless the login registered the session. A cut-off by key ends what
         *     was signed with it so far, not what a thief will sign: take a leaked key out of the settings first. A key that
         *     no configuration names is not refused, since it may have been taken out.
         *
         *     With `dryRun` nothing ends, and the answer says how many active sessions it would be.
         */
        post: operations["revokeSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a token
         * @description Ends the session of a token (RFC 7009): this token and every other of the same session are refused from then on.
         *     A token that is not valid, has expired or was revoked before is answered with 200 as well, since there is
         *     nothing left to end.
         */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Reads the sessions of an issuer that match every filter given, newest first, a page at a time. It changes
         *     nothing. The client goes on with the `nextCursor` of the last answer as `cursor`, and the same filters, until
         *     `nextCursor` is null.
         */
        get: operations["listSessions"];
        put?: never;
        /**
         * Register a session
         * @description Records that a user has logged in, before any token of the session shows up. It ends nothing. Where logoutd has
         *     a signing secret it also mints the session's access token, which lives for 24 hours or until `expiresAt`.
         *
         *     The login system hands the token, or its own token with the `sessionId` as `sid`, to its client. A session need
         *     not be registered to be ended later; registering adds its device, its expiry, and its place in the lists.
         */
        post: operations["registerSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}": {
        parameters: {
            query?: {
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
            };
            header?: never;
            path: {
                /**
                 * @description The session, written as this document says at the top.
                 * @example 4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77
                 */
                sessionId: string;
            };
            cookie?: never;
        };
        /**
         * Read a session
         * @description Says what is known of one session, active or ended. It changes nothing; reading a session does not count as
         *     seeing it.
         */
        get: operations["readSession"];
        put?: never;
        post?: never;
        /**
         * End a session
         * @description Ends one session for good: every token of it is refused from then on. Other sessions of the user go on. It may
         *     be repeated; a session that has already ended stays as it is.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, as tokens name it; in the storefront contract the store.
                 * @example acme
                 */
                tenant: string;
            };
            cookie?: never;
        };
        /**
         * Read a tenant
         * @description Says what was set for a tenant. It changes nothing. A tenant need not be put here to be used: one that never
         *     was has nothing but defaults, and is 404.
         */
        get: operations["readTenant"];
        /**
         * Create or replace a tenant
         * @description Sets everything about a tenant at once; what the body leaves out takes its default. A timeout counts for the
         *     tenant's running sessions as well, so that setting one may end sessions: those idle for longer than
         *     `idleTimeoutSeconds`, and those older than `absoluteTimeoutSeconds`.
         */
        put: operations["replaceTenant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify the session of a request, for a gateway
         * @description Says whether the request that a gateway holds may pass: nginx by `auth_request`, Traefik by `forwardAuth`, Envoy
         *     by `ext_authz`. The credential sits where the logout contracts carry it. Where there are several, each has to be
         *     active, and all of one session, user and tenant. One that cannot be read is refused, though another counts. The
         *     check counts as seeing the session.
         *
         *     Gateways forward the method and the path of the request that they hold, so every method is answered like this
         *     one, and so is every path below `/v1/verify/`; neither is looked at. No body is read. The answer to HEAD has no
         *     body, as ever.
         */
        get: operations["verifySession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /** @description The registered address, null where there is none. */
            email: string | null;
            /** @description The issuer that the user belongs to. */
            issuer: string;
            /**
             * @description What the tenant contract marks. Read-only.
             * @enum {string}
             */
            loginStatus: "logged_in" | "logged_out";
            restrictedCapabilities: components["schemas"]["RestrictedCapabilities"];
            status: components["schemas"]["AccountStatus"];
            /** @description The user, as tokens name them. */
            subject: string;
            /** @description The tenant of the user, null where there is none. */
            tenant: string | null;
        };
        AccountReplacement: {
            /** @description The registered address. */
            email?: string;
            /**
             * @description What the user may not do.
             * @default []
             */
            restrictedCapabilities?: "logout"[];
            /**
             * @description `inactive` ends the account's sessions for good and refuses new ones while it lasts, `suspended` ends nothing.
             * @default active
             * @enum {string}
             */
            status?: "active" | "inactive" | "suspended";
            /** @description The tenant of the user. */
            tenant?: string;
        };
        /**
         * @description `inactive` ends the account's sessions for good and refuses new ones while it lasts, `suspended` ends nothing.
         * @enum {string}
         */
        AccountStatus: "active" | "inactive" | "suspended";
        /** @description Who or what ended it. */
        Actor: {
            /**
             * @description The user through a logout contract, the holder of a key of this API, or a rule.
             * @enum {string}
             */
            kind: "subject" | "key" | "rule";
            /** @description The contract, the name of the key, or the rule. */
            name: string;
        };
        BadRequest: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 400;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Bad Request";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        Conflict: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 409;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Conflict";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        /** @description The device that the session was registered for, null where none was given. */
        Device: {
            /** @description The address of the login. */
            ip: string | null;
            /** @description What its user calls it. */
            name: string | null;
            /** @description The User-Agent of the login. */
            userAgent: string | null;
        } | null;
        /** @description The device that the user has logged in on. */
        DeviceRegistration: {
            /** @description The address of the login. */
            ip?: string;
            /** @description What its user calls it. */
            name?: string;
            /** @description The User-Agent of the login. */
            userAgent?: string;
        };
        /**
         * @description What ended it, as in `endedBy` of a session.
         * @enum {string}
         */
        EndCause: "logout" | "cutoff" | "admin" | "account_inactive" | "idle_timeout" | "absolute_timeout";
        /**
         * @description What ended the session: its user's logout, a cut-off over many sessions, this API, the account turning inactive, one of the tenant's timeouts, or (`expired`) that its time, or that of the last token seen of it, is over; a newer token shows it active again. Null while it is active.
         * @enum {string|null}
         */
        EndedBy: "logout" | "cutoff" | "admin" | "account_inactive" | "idle_timeout" | "absolute_timeout" | "expired" | null;
        Forbidden: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 403;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Forbidden";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        Health: {
            /**
             * @description Says that the process is alive.
             * @enum {string}
             */
            status: "ok";
        };
        InternalServerError: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 500;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Internal Server Error";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        Introspection: {
            /** @description Whether the token has power. Where it is false there is no other member. */
            active: boolean;
            /** @description When the token expires, in seconds since 1970. */
            exp?: number;
            /** @description When the token was issued, in seconds since 1970, absent where it does not say. */
            iat?: number;
            /** @description The issuer of the token, by its configured name. */
            issuer?: string;
            /** @description The session, written as this document says at the top. */
            sid?: string;
            /** @description The user, absent where the token names none. */
            sub?: string;
            /** @description The tenant, absent where the token names none. */
            tid?: string;
            /**
             * @description The type of the token.
             * @enum {string}
             */
            token_type?: "Bearer";
        };
        InvalidTokenRequest: {
            /** @description What was wrong with this request. */
            detail: string;
            /**
             * @description The error code of RFC 6749, section 5.2.
             * @enum {string}
             */
            error: "invalid_request";
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 400;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Bad Request";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        NotFound: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 404;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Not Found";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        Readiness: {
            /**
             * @description Says that requests are served.
             * @enum {string}
             */
            status: "ready";
        };
        RegisteredSession: {
            /** @description The access token of the session, where logoutd has a signing secret. */
            accessToken?: string;
            device: components["schemas"]["Device"];
            /** @description The address of the user, null where it is not known. */
            email: string | null;
            /**
             * Format: date-time
             * @description When the session ended, null while it is active.
             */
            endedAt: string | null;
            endedBy: components["schemas"]["EndedBy"];
            /**
             * Format: date-time
             * @description When the session ends by itself, null where that is not known.
             */
            expiresAt: string | null;
            /** @description The issuer of the session. */
            issuer: string;
            /**
             * Format: date-time
             * @description When a token of the session was last seen.
             */
            lastSeenAt: string;
            /** @description Why it ended, where that was said. */
            reason: string | null;
            /** @description The name of the session, written as this document says at the top. */
            sessionId: string;
            /**
             * Format: date-time
             * @description When the session was registered, else the earliest that a token of it was issued, or seen.
             */
            startedAt: string;
            state: components["schemas"]["SessionState"];
            /** @description The user, null where no token has named one. */
            subject: string | null;
            /** @description The tenant, null where there is none. */
            tenant: string | null;
        };
        /** @description What may not be done. `logout` makes the tenant, storefront and platform contracts answer 403. */
        RestrictedCapabilities: "logout"[];
        Revocation: {
            /** @description The place of the entry in the log. */
            cursor: string;
            /** @description The name of the entry in the log. */
            id: string;
            /** @description How many active sessions it ended. */
            matchedSessions: number;
        };
        RevocationCount: {
            /** @description How many active sessions it would end. */
            matchedSessions: number;
        };
        RevocationEntry: {
            actor: components["schemas"]["Actor"];
            /**
             * Format: date-time
             * @description Up to when tokens are cut off, null for one session.
             */
            before: string | null;
            /** @description The place of the entry in the log. */
            cursor: string;
            /**
             * Format: date-time
             * @description When it ended, or, by a timeout, when that was put on record.
             */
            endedAt: string;
            endedBy: components["schemas"]["EndCause"];
            /** @description How many sessions that were active then it ended. */
            endedSessions: number;
            /** @description The name of the entry. */
            id: string;
            /** @description The issuer, null where every one is meant. */
            issuer: string | null;
            /** @description The key, null where none is selected. */
            keyId: string | null;
            /** @description Why, where that was said. */
            reason: string | null;
            /**
             * @description What the entry selects, one session or by a cut-off many.
             * @enum {string}
             */
            scope: "session" | "subject" | "tenant" | "issuer" | "key";
            /** @description The session that ended, or the one that a cut-off spared. */
            sessionId: string | null;
            /** @description The user, null where none is selected or known. */
            subject: string | null;
            /** @description The tenant, null where none is selected or known. */
            tenant: string | null;
        };
        RevocationList: {
            /** @description Whether more entries follow already. */
            hasMore: boolean;
            /** @description The `cursor` to go on with. */
            nextCursor: string;
            /** @description The entries of this page, oldest first. */
            revocations: components["schemas"]["RevocationEntry"][];
        };
        RevocationRequest: {
            /**
             * Format: date-time
             * @description The last moment at which a token so selected was issued, now where it is left out.
             */
            before?: string;
            /**
             * @description Whether to count only.
             * @default false
             */
            dryRun?: boolean;
            /** @description The issuer whose tokens are cut off. */
            issuer?: string;
            /** @description The key whose tokens are cut off: its `kid`, or that of the tokens where it has none of its own. */
            keyId?: string;
            /** @description Why, for the log. */
            reason?: string;
            /** @description The user whose tokens are cut off. */
            subject?: string;
            /** @description The tenant whose tokens are cut off, under every issuer. */
            tenant?: string;
        };
        ServiceUnavailable: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 503;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Service Unavailable";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        Session: {
            device: components["schemas"]["Device"];
            /** @description The address of the user, null where it is not known. */
            email: string | null;
            /**
             * Format: date-time
             * @description When the session ended, null while it is active.
             */
            endedAt: string | null;
            endedBy: components["schemas"]["EndedBy"];
            /**
             * Format: date-time
             * @description When the session ends by itself, null where that is not known.
             */
            expiresAt: string | null;
            /** @description The issuer of the session. */
            issuer: string;
            /**
             * Format: date-time
             * @description When a token of the session was last seen.
             */
            lastSeenAt: string;
            /** @description Why it ended, where that was said. */
            reason: string | null;
            /** @description The name of the session, written as this document says at the top. */
            sessionId: string;
            /**
             * Format: date-time
             * @description When the session was registered, else the earliest that a token of it was issued, or seen.
             */
            startedAt: string;
            state: components["schemas"]["SessionState"];
            /** @description The user, null where no token has named one. */
            subject: string | null;
            /** @description The tenant, null where there is none. */
            tenant: string | null;
        };
        SessionList: {
            /** @description The `cursor` of the next page, null on the last one. */
            nextCursor: string | null;
            /** @description The sessions of this page, newest first. */
            sessions: components["schemas"]["Session"][];
        };
        SessionRegistration: {
            device?: components["schemas"]["DeviceRegistration"];
            /** @description The address of the user. */
            email?: string;
            /**
             * Format: date-time
             * @description When the session ends by itself.
             */
            expiresAt?: string;
            /**
             * @description The issuer of the session.
             * @default default
             */
            issuer?: string;
            /** @description The name of the session, which its tokens carry as `sid`. logoutd chooses one where it is left out. */
            sessionId?: string;
            /** @description The user who has logged in. */
            subject: string;
            /** @description The tenant of the session. */
            tenant?: string;
        };
        /**
         * @description Whether tokens of the session are still accepted.
         * @enum {string}
         */
        SessionState: "active" | "ended";
        Tenant: {
            /** @description How many seconds after its start a session of the tenant ends, null for never. */
            absoluteTimeoutSeconds: number | null;
            /** @description After how many seconds unseen a session of the tenant ends, null for never. */
            idleTimeoutSeconds: number | null;
            /** @description Whether the storefront contract answers 404 to users without an account. */
            registeredAccountsOnly: boolean;
            restrictedCapabilities: components["schemas"]["RestrictedCapabilities"];
            /** @description The tenant, as tokens name it. */
            tenant: string;
        };
        TenantReplacement: {
            /**
             * @description How many seconds after its start a session of the tenant ends, null for never.
             * @default null
             */
            absoluteTimeoutSeconds?: number | null;
            /**
             * @description After how many seconds unseen a session of the tenant ends, null for never.
             * @default null
             */
            idleTimeoutSeconds?: number | null;
            /**
             * @description Whether the storefront contract answers 404 to users without an account.
             * @default false
             */
            registeredAccountsOnly?: boolean;
            /**
             * @description What users of the tenant may not do.
             * @default []
             */
            restrictedCapabilities?: "logout"[];
        };
        /** @description As a form, at most 16 KiB. */
        TokenForm: {
            /** @description The token. */
            token: string;
            /** @description What kind of token it is, `access_token` or another. It makes no difference. */
            token_type_hint?: string;
        } & {
            [key: string]: string;
        };
        Unauthorized: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 401;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Unauthorized";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
        UnprocessableContent: {
            /** @description What was wrong with this request. */
            detail: string;
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 422;
            /**
             * @description The phrase of the status.
             * @enum {string}
             */
            title: "Unprocessable Content";
            /**
             * @description Says that the status is all there is to know about the kind.
             * @enum {string}
             */
            type: "about:blank";
        };
    };
    responses: {
        /** @description A parameter or the body is not what the schemas here ask for, or the body is not JSON, not sent as JSON, or over 16 KiB. Nothing was done. */
        BadRequest: {
            headers: {
                /** @description No answer of this API may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                 * @example req-12345
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "detail": "the path is not percent-encoded UTF-8.",
                 *       "requestId": "req-12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["BadRequest"];
            };
        };
        /** @description The server failed, or could not store the change, so it must not be taken for done. Repeat the request. */
        InternalServerError: {
            headers: {
                /** @description No answer of this API may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                 * @example req-12345
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Internal Server Error",
                 *       "status": 500,
                 *       "detail": "The server could not do it; the request can be repeated.",
                 *       "requestId": "req-12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["InternalServerError"];
            };
        };
        /** @description The form has no `token`, or a member twice, or the body is not sent as `application/x-www-form-urlencoded` or is over 16 KiB. Nothing was done. */
        InvalidTokenRequest: {
            headers: {
                /** @description No answer of this API may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                 * @example req-12345
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "detail": "token is required.",
                 *       "requestId": "req-12345",
                 *       "error": "invalid_request"
                 *     }
                 */
                "application/problem+json": components["schemas"]["InvalidTokenRequest"];
            };
        };
        /** @description The key is a check key, and this needs an admin key. Nothing was done. */
        RoleForbidden: {
            headers: {
                /** @description No answer of this API may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description The challenge of RFC 6750, section 3, for a key that is known and may not do this.
                 * @example Bearer realm="logoutd", error="insufficient_scope"
                 */
                "WWW-Authenticate": "Bearer realm=\"logoutd\", error=\"insufficient_scope\"";
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                 * @example req-12345
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "The role of the key does not permit this operation.",
                 *       "requestId": "req-12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Forbidden"];
            };
        };
        /** @description There is no session of this name under this issuer. */
        SessionNotFound: {
            headers: {
                /** @description No answer of this API may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                 * @example req-12345
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "No session of this issuer has this id.",
                 *       "requestId": "req-12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["NotFound"];
            };
        };
        /** @description There is no key in the request, more than one, or none that logoutd knows. */
        Unauthorized: {
            headers: {
                /** @description No answer of this API may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description The challenge of RFC 6750, section 3. It names no error when the request carried no credential, or a cookie that is not looked at since it comes from another site, and `invalid_token` otherwise.
                 * @example Bearer realm="logoutd", error="invalid_token"
                 */
                "WWW-Authenticate": "Bearer realm=\"logoutd\"" | "Bearer realm=\"logoutd\", error=\"invalid_token\"";
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                 * @example req-12345
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "The request needs a key: `Authorization: Bearer <key>`.",
                 *       "requestId": "req-12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Unauthorized"];
            };
        };
    };
    parameters: {
        /**
         * @description The issuer whose users are meant.
         * @example default
         */
        Issuer: string;
    };
    requestBodies: never;
    headers: {
        /** @description No answer of this API may be kept or come out of a cache. */
        CacheControl: "no-store";
        /**
         * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
         * @example req-12345
         */
        RequestId: string;
        /**
         * @description The challenge of RFC 6750, section 3, for a key that is known and may not do this.
         * @example Bearer realm="logoutd", error="insufficient_scope"
         */
        ScopeChallenge: "Bearer realm=\"logoutd\", error=\"insufficient_scope\"";
        /**
         * @description The session, written as this document says at the top, percent-encoded.
         * @example 4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77
         */
        SessionId: string;
        /**
         * @description The issuer of the token, by its configured name, percent-encoded.
         * @example default
         */
        SessionIssuer: string;
        /** @description Present where the store cannot say, and the answer is that of a check of the same token a short while ago, since the server is set to an open posture for so long. */
        SessionPosture: "open";
        /**
         * @description The user of the session, percent-encoded; empty where the token names none.
         * @example user-42
         */
        SessionSubject: string;
        /**
         * @description The tenant of the token, percent-encoded; empty where it names none.
         * @example acme
         */
        SessionTenant: string;
        /**
         * @description The challenge of RFC 6750, section 3. It names no error when the request carried no credential, or a cookie that is not looked at since it comes from another site, and `invalid_token` otherwise.
         * @example Bearer realm="logoutd", error="invalid_token"
         */
        WwwAuthenticate: "Bearer realm=\"logoutd\"" | "Bearer realm=\"logoutd\", error=\"invalid_token\"";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process is alive. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics as they are now. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
                     *     # TYPE process_start_time_seconds gauge
                     *     process_start_time_seconds 1736937000
                     */
                    "text/plain": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            500: components["responses"]["InternalServerError"];
        };
    };
    readReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The store can be reached and requests are served. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready"
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The store cannot be reached, or the server is starting or stopping. Send requests elsewhere and ask again. */
            503: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The store cannot be reached, or the server is stopping.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ServiceUnavailable"];
                };
            };
        };
    };
    readAccount: {
        parameters: {
            query?: {
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
            };
            header?: never;
            path: {
                /**
                 * @description The user, as tokens name them.
                 * @example user-42
                 */
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "user-42",
                     *       "issuer": "default",
                     *       "tenant": "acme",
                     *       "email": "abc@gmail.com",
                     *       "status": "active",
                     *       "restrictedCapabilities": [],
                     *       "loginStatus": "logged_in"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            /** @description No account was ever put for this subject under this issuer. */
            404: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No account is registered for this subject.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["NotFound"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    replaceAccount: {
        parameters: {
            query?: {
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
            };
            header?: never;
            path: {
                /**
                 * @description The user, as tokens name them.
                 * @example user-42
                 */
                subject: string;
            };
            cookie?: never;
        };
        /** @description The account. An empty object is one with nothing but defaults. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountReplacement"];
            };
        };
        responses: {
            /** @description The account existed and is replaced, and that is stored durably. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "user-42",
                     *       "issuer": "default",
                     *       "tenant": "acme",
                     *       "email": "abc@gmail.com",
                     *       "status": "active",
                     *       "restrictedCapabilities": [],
                     *       "loginStatus": "logged_in"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The account is new, and stored durably. */
            201: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "user-42",
                     *       "issuer": "default",
                     *       "tenant": "acme",
                     *       "email": "abc@gmail.com",
                     *       "status": "active",
                     *       "restrictedCapabilities": [],
                     *       "loginStatus": "logged_in"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            /** @description The issuer is none that logoutd is configured for. Nothing was stored. */
            422: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "issuer is not configured; there is default.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["UnprocessableContent"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    introspectToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The token. `token_type_hint` is read and makes no difference; other members are ignored. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...",
                 *       "token_type_hint": "access_token"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["TokenForm"];
            };
        };
        responses: {
            /** @description What the token is worth now. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    /** @description Present where the store cannot say, and the answer is that of a check of the same token a short while ago, since the server is set to an open posture for so long. */
                    "x-session-posture"?: "open";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Introspection"];
                };
            };
            400: components["responses"]["InvalidTokenRequest"];
            401: components["responses"]["Unauthorized"];
            500: components["responses"]["InternalServerError"];
        };
    };
    listRevocations: {
        parameters: {
            query?: {
                /**
                 * @description Only entries after this place. Without it, the page begins with the oldest entry that is kept.
                 * @example 42-9f86d081
                 */
                cursor?: string;
                /**
                 * @description At most this many entries in one answer.
                 * @example 100
                 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the log; an empty one when nothing has ended since. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "revocations": [
                     *         {
                     *           "id": "rev_42",
                     *           "cursor": "42-9f86d081",
                     *           "scope": "session",
                     *           "issuer": "default",
                     *           "subject": "user-42",
                     *           "tenant": "acme",
                     *           "keyId": null,
                     *           "sessionId": "4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77",
                     *           "before": null,
                     *           "endedAt": "2025-01-15T10:45:00.000Z",
                     *           "endedBy": "logout",
                     *           "actor": {
                     *             "kind": "subject",
                     *             "name": "platform"
                     *           },
                     *           "reason": "Lost phone",
                     *           "endedSessions": 1
                     *         },
                     *         {
                     *           "id": "rev_43",
                     *           "cursor": "43-9f86d081",
                     *           "scope": "key",
                     *           "issuer": "default",
                     *           "subject": null,
                     *           "tenant": null,
                     *           "keyId": "2025-01",
                     *           "sessionId": null,
                     *           "before": "2025-01-15T11:00:00.000Z",
                     *           "endedAt": "2025-01-15T11:00:00.000Z",
                     *           "endedBy": "cutoff",
                     *           "actor": {
                     *             "kind": "key",
                     *             "name": "admin"
                     *           },
                     *           "reason": "Key leaked",
                     *           "endedSessions": 17
                     *         }
                     *       ],
                     *       "nextCursor": "43-9f86d081",
                     *       "hasMore": false
                     *     }
                     */
                    "application/json": components["schemas"]["RevocationList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            /** @description Entries after the `cursor` are no longer kept. Begin anew without one, and take what was missed for unknown. */
            422: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "cursor is older than the log is kept.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["UnprocessableContent"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    revokeSessions: {
        parameters: {
            query?: {
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to end. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevocationRequest"];
            };
        };
        responses: {
            /** @description Nothing ended; this is how many active sessions the same request without `dryRun` would end. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "matchedSessions": 17
                     *     }
                     */
                    "application/json": components["schemas"]["RevocationCount"];
                };
            };
            /** @description The cut-off holds, and that is stored durably. */
            201: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rev_43",
                     *       "cursor": "43-9f86d081",
                     *       "matchedSessions": 17
                     *     }
                     */
                    "application/json": components["schemas"]["Revocation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            /** @description The body selects by nothing or by more than one member, `before` is in the future, or the issuer is none that logoutd is configured for. Nothing ended. */
            422: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "before is in the future.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["UnprocessableContent"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The token. `token_type_hint` is read and makes no difference; other members are ignored. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...",
                 *       "token_type_hint": "access_token"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["TokenForm"];
            };
        };
        responses: {
            /** @description The token has no power, and that is stored durably. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidTokenRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            500: components["responses"]["InternalServerError"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on, the `nextCursor` of the answer before.
                 * @example c2Vzc2lvbi00Mg
                 */
                cursor?: string;
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
                /**
                 * @description At most this many sessions in one answer.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Only sessions that are active, or only ones that have ended.
                 * @example active
                 */
                state?: components["schemas"]["SessionState"];
                /**
                 * @description Only sessions of this user.
                 * @example user-42
                 */
                subject?: string;
                /**
                 * @description Only sessions in this tenant.
                 * @example acme
                 */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the sessions that match; an empty one when none does. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessions": [
                     *         {
                     *           "sessionId": "4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77",
                     *           "issuer": "default",
                     *           "subject": "user-42",
                     *           "tenant": "acme",
                     *           "email": "abc@gmail.com",
                     *           "state": "active",
                     *           "startedAt": "2025-01-15T10:00:00.000Z",
                     *           "lastSeenAt": "2025-01-15T10:30:00.000Z",
                     *           "expiresAt": "2025-01-16T10:00:00.000Z",
                     *           "endedAt": null,
                     *           "endedBy": null,
                     *           "reason": null,
                     *           "device": {
                     *             "name": "Work laptop",
                     *             "userAgent": "Mozilla/5.0",
                     *             "ip": "192.0.2.7"
                     *           }
                     *         },
                     *         {
                     *           "sessionId": "jti:8c1f",
                     *           "issuer": "default",
                     *           "subject": "user-42",
                     *           "tenant": null,
                     *           "email": null,
                     *           "state": "ended",
                     *           "startedAt": "2025-01-15T10:00:00.000Z",
                     *           "lastSeenAt": "2025-01-15T10:30:00.000Z",
                     *           "expiresAt": "2025-01-16T10:00:00.000Z",
                     *           "endedAt": "2025-01-15T10:45:00.000Z",
                     *           "endedBy": "logout",
                     *           "reason": "Lost phone",
                     *           "device": null
                     *         }
                     *       ],
                     *       "nextCursor": "c2Vzc2lvbi00Mg"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            500: components["responses"]["InternalServerError"];
        };
    };
    registerSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The session. Everything but the subject may be left out. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionRegistration"];
            };
        };
        responses: {
            /** @description The session is registered and stored durably. `accessToken` is present where logoutd has a signing secret. */
            201: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77",
                     *       "issuer": "default",
                     *       "subject": "user-42",
                     *       "tenant": "acme",
                     *       "email": "abc@gmail.com",
                     *       "state": "active",
                     *       "startedAt": "2025-01-15T10:00:00.000Z",
                     *       "lastSeenAt": "2025-01-15T10:00:00.000Z",
                     *       "expiresAt": "2025-01-16T10:00:00.000Z",
                     *       "endedAt": null,
                     *       "endedBy": null,
                     *       "reason": null,
                     *       "device": {
                     *         "name": "Work laptop",
                     *         "userAgent": "Mozilla/5.0",
                     *         "ip": "192.0.2.7"
                     *       },
                     *       "accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9..."
                     *     }
                     */
                    "application/json": components["schemas"]["RegisteredSession"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description The key lacks the admin role, or the account of the subject is inactive and admits no new session. Nothing was registered. */
            403: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /** @description Only where it is the key. The challenge of RFC 6750, section 3. */
                    "WWW-Authenticate"?: "Bearer realm=\"logoutd\", error=\"insufficient_scope\"";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The account of the subject is inactive.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Forbidden"];
                };
            };
            /** @description A session with this `sessionId` exists already, whether it is active or has ended. Nothing was registered; choose another id. */
            409: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "A session with this sessionId is known already.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Conflict"];
                };
            };
            /** @description `expiresAt` is in the past, the issuer is unknown, it may not speak for the tenant, or the session would outlive the issuer's maximum. Nothing was registered. */
            422: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unprocessable Content",
                     *       "status": 422,
                     *       "detail": "expiresAt is in the past.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["UnprocessableContent"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    readSession: {
        parameters: {
            query?: {
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
            };
            header?: never;
            path: {
                /**
                 * @description The session, written as this document says at the top.
                 * @example 4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77
                 */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session as it is now. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77",
                     *       "issuer": "default",
                     *       "subject": "user-42",
                     *       "tenant": "acme",
                     *       "email": "abc@gmail.com",
                     *       "state": "active",
                     *       "startedAt": "2025-01-15T10:00:00.000Z",
                     *       "lastSeenAt": "2025-01-15T10:30:00.000Z",
                     *       "expiresAt": "2025-01-16T10:00:00.000Z",
                     *       "endedAt": null,
                     *       "endedBy": null,
                     *       "reason": null,
                     *       "device": {
                     *         "name": "Work laptop",
                     *         "userAgent": "Mozilla/5.0",
                     *         "ip": "192.0.2.7"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            404: components["responses"]["SessionNotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    endSession: {
        parameters: {
            query?: {
                /**
                 * @description The issuer whose users are meant.
                 * @example default
                 */
                issuer?: components["parameters"]["Issuer"];
            };
            header?: never;
            path: {
                /**
                 * @description The session, written as this document says at the top.
                 * @example 4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77
                 */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended and that is stored durably. Also the answer when it had already ended. */
            204: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            404: components["responses"]["SessionNotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    readTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, as tokens name it; in the storefront contract the store.
                 * @example acme
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant as it is now. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": "acme",
                     *       "registeredAccountsOnly": true,
                     *       "restrictedCapabilities": [],
                     *       "idleTimeoutSeconds": 1800,
                     *       "absoluteTimeoutSeconds": 86400
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            /** @description Nothing was ever put for this tenant. */
            404: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "Nothing is set for this tenant.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["NotFound"];
                };
            };
            500: components["responses"]["InternalServerError"];
        };
    };
    replaceTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tenant, as tokens name it; in the storefront contract the store.
                 * @example acme
                 */
                tenant: string;
            };
            cookie?: never;
        };
        /** @description The tenant. An empty object is one with nothing but defaults. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "registeredAccountsOnly": true,
                 *       "idleTimeoutSeconds": 1800,
                 *       "absoluteTimeoutSeconds": 86400
                 *     }
                 */
                "application/json": components["schemas"]["TenantReplacement"];
            };
        };
        responses: {
            /** @description The tenant existed and is replaced, and that is stored durably. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": "acme",
                     *       "registeredAccountsOnly": true,
                     *       "restrictedCapabilities": [],
                     *       "idleTimeoutSeconds": 1800,
                     *       "absoluteTimeoutSeconds": 86400
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description The tenant is new, and stored durably. */
            201: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": "acme",
                     *       "registeredAccountsOnly": true,
                     *       "restrictedCapabilities": [],
                     *       "idleTimeoutSeconds": 1800,
                     *       "absoluteTimeoutSeconds": 86400
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["RoleForbidden"];
            500: components["responses"]["InternalServerError"];
        };
    };
    verifySession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is active. The gateway passes the headers on, and overwrites any that the client sent. */
            200: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    /**
                     * @description The session, written as this document says at the top, percent-encoded.
                     * @example 4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77
                     */
                    "x-session-id": string;
                    /**
                     * @description The issuer of the token, by its configured name, percent-encoded.
                     * @example default
                     */
                    "x-session-issuer": string;
                    /** @description Present where the store cannot say, and the answer is that of a check of the same token a short while ago, since the server is set to an open posture for so long. */
                    "x-session-posture"?: "open";
                    /**
                     * @description The user of the session, percent-encoded; empty where the token names none.
                     * @example user-42
                     */
                    "x-session-subject": string;
                    /**
                     * @description The tenant of the token, percent-encoded; empty where it names none.
                     * @example acme
                     */
                    "x-session-tenant": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no credential, one that does not count or whose session has ended, or several sessions. */
            401: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The challenge of RFC 6750, section 3. It names no error when the request carried no credential, or a cookie that is not looked at since it comes from another site, and `invalid_token` otherwise.
                     * @example Bearer realm="logoutd", error="invalid_token"
                     */
                    "WWW-Authenticate": "Bearer realm=\"logoutd\"" | "Bearer realm=\"logoutd\", error=\"invalid_token\"";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The request carries no credential of an active session.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The account is not active. But for that the session would be, or it was ended by that. */
            403: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The account of the subject is not active.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The store cannot say, or the keys of the issuer cannot be had. The request must not pass. */
            503: {
                headers: {
                    /** @description No answer of this API may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one. Errors repeat it as `requestId`.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Service Unavailable",
                     *       "status": 503,
                     *       "detail": "The session cannot be verified now.",
                     *       "requestId": "req-12345"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ServiceUnavailable"];
                };
            };
        };
    };
}
