// Generated from openapi/gsm.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/api/security/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the current session and delete its cookie
         * @description Ends the session of the token in the cookie `gsm_token`, in the `Authorization` header, or of both, for good:
         *     every token of an ended session is refused from then on. The answer deletes the cookie, which script in the
         *     page could not do. The request has no body, and one that comes along is not read.
         *
         *     **After a 200** a browser client, which calls this with `credentials: "include"`, has lost the cookie; it clears
         *     what it keeps about the user and goes to its login page. A server-to-server client discards its token.
         *
         *     The contract asks for an active token: logging out a second time with the same token is 401, and the cookie
         *     is cleared again.
         */
        post: operations["gsmLogout"];
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
        InternalServerError: {
            /**
             * @description Always null, a logout has no data.
             * @enum {object|null}
             */
            data: null;
            /**
             * @description Null as there is nothing more to say.
             * @enum {object|null}
             */
            details: null;
            /**
             * @description The error for programs.
             * @enum {string}
             */
            errorType: "InternalServerError";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Internal server error";
            /**
             * @description False as no session was ended.
             * @enum {boolean}
             */
            success: false;
            traceId: components["schemas"]["TraceId"];
        };
        LoggedOut: {
            /**
             * @description Always null, a logout has no data.
             * @enum {object|null}
             */
            data: null;
            /**
             * @description Null as there is nothing more to say.
             * @enum {object|null}
             */
            details: null;
            /**
             * @description Null as there is no error.
             * @enum {object|null}
             */
            errorType: null;
            /**
             * @description The outcome for people.
             * @enum {string}
             */
            message: "Logged out successfully.";
            /**
             * @description True as the session has ended.
             * @enum {boolean}
             */
            success: true;
            traceId: components["schemas"]["TraceId"];
        };
        TooManyRequests: {
            /**
             * @description Always null, a logout has no data.
             * @enum {object|null}
             */
            data: null;
            /**
             * @description Null as there is nothing more to say.
             * @enum {object|null}
             */
            details: null;
            /**
             * @description The error for programs.
             * @enum {string}
             */
            errorType: "TooManyRequests";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Too many requests";
            /**
             * @description False as no session was ended.
             * @enum {boolean}
             */
            success: false;
            traceId: components["schemas"]["TraceId"];
        };
        /** @description The `x-request-id` or the trace id of the `traceparent` that the request brought along, null when it brought none. */
        TraceId: string | null;
        Unauthorized: {
            /**
             * @description Always null, a logout has no data.
             * @enum {object|null}
             */
            data: null;
            /** @description Null in production. Elsewhere a sentence that says what was wrong with the credential. */
            details: string | null;
            /**
             * @description The error for programs.
             * @enum {string}
             */
            errorType: "Unauthorized";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Unauthorized";
            /**
             * @description False as no session was ended.
             * @enum {boolean}
             */
            success: false;
            traceId: components["schemas"]["TraceId"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description No answer to a logout may be kept or come out of a cache. */
        CacheControl: "no-store";
        /**
         * @description What is left of the client address's allowance. Absent where the limit is switched off.
         * @example "gsm"; r=599; t=60
         */
        RateLimit: string;
        /**
         * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
         * @example "gsm"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
         */
        RateLimitPolicy: string;
        /**
         * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
         * @example 4bf92f3577b34da6a3ce929d0e0e4736
         */
        RequestId: string;
        /**
         * @description How many seconds to wait before the next attempt.
         * @example 42
         */
        RetryAfter: number;
        /**
         * @description Deletes `gsm_token`, with the attributes it was set with. Always sent at 200; at 401 only when the request carried the cookie, and never when the cookie was refused as coming from another site.
         * @example gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax
         */
        SetCookie: string;
        /**
         * @description The challenge of RFC 6750. It names no error when the request carried no token at all, and `invalid_token` otherwise.
         * @example Bearer error="invalid_token"
         */
        WwwAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    gsmLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended and that is stored durably. The cookie is deleted with `Path=/` unless the operator configured other attributes for it. */
            200: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "gsm"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "gsm"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Deletes `gsm_token`, with the attributes it was set with. Always sent at 200; at 401 only when the request carried the cookie, and never when the cookie was refused as coming from another site.
                     * @example gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax
                     */
                    "Set-Cookie"?: string;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example 4bf92f3577b34da6a3ce929d0e0e4736
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Logged out successfully.",
                     *       "data": null,
                     *       "errorType": null,
                     *       "traceId": null,
                     *       "details": null
                     *     }
                     */
                    "application/json": components["schemas"]["LoggedOut"];
                };
            };
            /** @description No credential of the request is valid, since it carried none, or an expired or invalid token, or one whose session has already ended. A cookie that was sent is deleted; go to the login page. */
            401: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "gsm"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "gsm"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description Deletes `gsm_token`, with the attributes it was set with. Always sent at 200; at 401 only when the request carried the cookie, and never when the cookie was refused as coming from another site.
                     * @example gsm_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax
                     */
                    "Set-Cookie"?: string;
                    /**
                     * @description The challenge of RFC 6750. It names no error when the request carried no token at all, and `invalid_token` otherwise.
                     * @example Bearer error="invalid_token"
                     */
                    "WWW-Authenticate": string;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example 4bf92f3577b34da6a3ce929d0e0e4736
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description Too many requests came from the client's address. Nothing has ended; wait as long as `Retry-After` says and repeat. logoutd adds this status to the published contract. */
            429: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "gsm"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "gsm"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description How many seconds to wait before the next attempt.
                     * @example 42
                     */
                    "Retry-After": number;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example 4bf92f3577b34da6a3ce929d0e0e4736
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "Too many requests",
                     *       "data": null,
                     *       "errorType": "TooManyRequests",
                     *       "traceId": null,
                     *       "details": null
                     *     }
                     */
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description The server failed, or could not store the logout, so it must not be taken for done, and the cookie stays. Repeat the request. logoutd adds this status to the published contract. */
            500: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "gsm"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "gsm"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example 4bf92f3577b34da6a3ce929d0e0e4736
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "Internal server error",
                     *       "data": null,
                     *       "errorType": "InternalServerError",
                     *       "traceId": null,
                     *       "details": null
                     *     }
                     */
                    "application/json": components["schemas"]["InternalServerError"];
                };
            };
        };
    };
}
