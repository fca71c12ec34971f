// Generated from openapi/session.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the current session
         * @description Ends the session of the bearer token for good. Other sessions of the user go on. The request has no body, and
         *     one that comes along is not read, whatever its `Content-Type`.
         *
         *     **After a 200** the client removes the token from its storage (local storage, session storage, cookies), clears
         *     what it cached about the user, shows itself as logged out, and redirects to its login page. Repeating the
         *     request with the same, unexpired token answers 200 again.
         */
        post: operations["sessionLogout"];
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
             * @description The error.
             * @enum {string}
             */
            message: "Error interno del servidor";
            /**
             * @description False as no session was ended.
             * @enum {boolean}
             */
            success: false;
        };
        LoggedOut: {
            /**
             * @description Always null, a logout has no data.
             * @enum {object|null}
             */
            data: null;
            /**
             * @description The confirmation.
             * @enum {string}
             */
            message: "Sesión cerrada exitosamente";
            /**
             * @description True as the session has ended.
             * @enum {boolean}
             */
            success: true;
        };
        TooManyRequests: {
            /**
             * @description The error.
             * @enum {string}
             */
            message: "Demasiadas solicitudes";
            /**
             * @description False as no session was ended.
             * @enum {boolean}
             */
            success: false;
        };
        Unauthorized: {
            /**
             * @description The error.
             * @enum {string}
             */
            message: "Token no proporcionado o inválido";
            /**
             * @description False as no session was ended.
             * @enum {boolean}
             */
            success: false;
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
         * @example "session"; r=599; t=60
         */
        RateLimit: string;
        /**
         * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
         * @example "session"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
         */
        RateLimitPolicy: string;
        /**
         * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
         * @example req-12345
         */
        RequestId: string;
        /**
         * @description How many seconds to wait before the next attempt.
         * @example 42
         */
        RetryAfter: number;
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
    sessionLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended and that is stored durably. Also the answer when it had already ended. */
            200: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "session"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "session"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Sesión cerrada exitosamente",
                     *       "data": null
                     *     }
                     */
                    "application/json": components["schemas"]["LoggedOut"];
                };
            };
            /** @description The bearer token is missing, sent twice, expired or invalid. The client is as good as logged out; discard the token and go to the login page. */
            401: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "session"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "session"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The challenge of RFC 6750. It names no error when the request carried no token at all, and `invalid_token` otherwise.
                     * @example Bearer error="invalid_token"
                     */
                    "WWW-Authenticate": string;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "Token no proporcionado o inválido"
                     *     }
                     */
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
                     * @example "session"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "session"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description How many seconds to wait before the next attempt.
                     * @example 42
                     */
                    "Retry-After": number;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "Demasiadas solicitudes"
                     *     }
                     */
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description The server failed, or could not store the logout, so it must not be taken for done. Discard the token anyway, or repeat the request. */
            500: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "session"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "session"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "Error interno del servidor"
                     *     }
                     */
                    "application/json": components["schemas"]["InternalServerError"];
                };
            };
        };
    };
}
