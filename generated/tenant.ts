// Generated from openapi/tenant.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mark the user of the token as logged out
         * @description Sets the login status of the token's user, in the token's tenant, to `logged_out`. No session ends and no token
         *     is invalidated, unless the operator chose `LOGOUTD_TENANT_LOGOUT=revoke`: then the session of the token ends
         *     for good. The request has no body.
         *
         *     **After a 200** the client deletes the access token from wherever it is stored, at once, and never sends it again:
         *     to an API that still accepts the token, a client that goes on sending it is logged in.
         */
        get: operations["tenantLogout"];
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
        InternalServerError: {
            error: components["schemas"]["InternalServerErrorDetail"];
            meta: components["schemas"]["Meta"];
        };
        InternalServerErrorDetail: {
            /**
             * @description The error for programs. `UNEXPECTED_STATE` for a valid token without a user, `INTERNAL_SERVER` for everything else.
             * @enum {string}
             */
            code: "UNEXPECTED_STATE" | "INTERNAL_SERVER";
            /**
             * @description The error for people, one message for each code.
             * @enum {string}
             */
            message: "Missing user context" | "Something went wrong on our side.";
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 500;
        };
        LoggedOut: {
            data: components["schemas"]["LogoutResult"];
            meta: components["schemas"]["Meta"];
        };
        LogoutResult: {
            /**
             * @description Always true on success.
             * @enum {boolean}
             */
            success: true;
        };
        Meta: {
            /** @description The id of this request, as in the header `x-request-id`. */
            requestId: string;
            /**
             * Format: date-time
             * @description When the answer was made, RFC 3339 in UTC with milliseconds.
             */
            timestamp: string;
        };
        Restricted: {
            error: components["schemas"]["RestrictedDetail"];
            meta: components["schemas"]["Meta"];
        };
        RestrictedDetail: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            code: "RESTRICTED_CAPABILITY";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Capability logout is restricted";
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 403;
        };
        TooManyRequests: {
            error: components["schemas"]["TooManyRequestsDetail"];
            meta: components["schemas"]["Meta"];
        };
        TooManyRequestsDetail: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            code: "TOO_MANY_REQUESTS";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Too many requests";
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 429;
        };
        Unauthorized: {
            error: components["schemas"]["UnauthorizedDetail"];
            meta: components["schemas"]["Meta"];
        };
        UnauthorizedDetail: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            code: "UNAUTHORIZED";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Unauthorized";
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            status: 401;
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
         * @example "tenant"; r=29; t=3600
         */
        RateLimit: string;
        /**
         * @description The limit itself, 30 requests an hour for each client address unless configured otherwise. Absent where the limit is switched off.
         * @example "tenant"; q=30; w=3600; pk=:NjBhMWYzYzI5ZTRi:
         */
        RateLimitPolicy: string;
        /**
         * @description The id of this request in logoutd's log, the same as `meta.requestId`. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
         * @example req-12345
         */
        RequestId: string;
        /**
         * @description How many seconds to wait before the next attempt.
         * @example 1800
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    tenantLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is now marked as `logged_out`, and that is stored durably. */
            200: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "tenant"; r=29; t=3600
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 30 requests an hour for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "tenant"; q=30; w=3600; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The id of this request in logoutd's log, the same as `meta.requestId`. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "meta": {
                     *         "requestId": "req-12345",
                     *         "timestamp": "2025-01-15T10:30:00.000Z"
                     *       },
                     *       "data": {
                     *         "success": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["LoggedOut"];
                };
            };
            /** @description `x-token` is missing, sent twice, expired, invalid, or its token names no tenant. Log in again. logoutd adds this status to the published contract. */
            401: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "tenant"; r=29; t=3600
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 30 requests an hour for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "tenant"; q=30; w=3600; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The id of this request in logoutd's log, the same as `meta.requestId`. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "meta": {
                     *         "requestId": "req-12345",
                     *         "timestamp": "2025-01-15T10:30:00.000Z"
                     *       },
                     *       "error": {
                     *         "message": "Unauthorized",
                     *         "code": "UNAUTHORIZED",
                     *         "status": 401
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The capability `logout` is restricted for the tenant or for the user. The status of the user is unchanged. */
            403: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "tenant"; r=29; t=3600
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 30 requests an hour for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "tenant"; q=30; w=3600; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The id of this request in logoutd's log, the same as `meta.requestId`. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "meta": {
                     *         "requestId": "req-12345",
                     *         "timestamp": "2025-01-15T10:30:00.000Z"
                     *       },
                     *       "error": {
                     *         "message": "Capability logout is restricted",
                     *         "code": "RESTRICTED_CAPABILITY",
                     *         "status": 403
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Restricted"];
                };
            };
            /** @description The client's address has used up its requests, 30 an hour unless configured otherwise. The status of the user is unchanged; wait as long as `Retry-After` says and repeat. */
            429: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "tenant"; r=29; t=3600
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 30 requests an hour for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "tenant"; q=30; w=3600; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description How many seconds to wait before the next attempt.
                     * @example 1800
                     */
                    "Retry-After": number;
                    /**
                     * @description The id of this request in logoutd's log, the same as `meta.requestId`. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "meta": {
                     *         "requestId": "req-12345",
                     *         "timestamp": "2025-01-15T10:30:00.000Z"
                     *       },
                     *       "error": {
                     *         "message": "Too many requests",
                     *         "code": "TOO_MANY_REQUESTS",
                     *         "status": 429
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description Either the token is valid but names no user (`UNEXPECTED_STATE`), or the server failed or could not store the logout (`INTERNAL_SERVER`). Discard the token in both cases; only the second is worth a repetition. */
            500: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "tenant"; r=29; t=3600
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 30 requests an hour for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "tenant"; q=30; w=3600; pk=:NjBhMWYzYzI5ZTRi:
                     */
                    "RateLimit-Policy"?: string;
                    /**
                     * @description The id of this request in logoutd's log, the same as `meta.requestId`. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new one.
                     * @example req-12345
                     */
                    "x-request-id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InternalServerError"];
                };
            };
        };
    };
}
