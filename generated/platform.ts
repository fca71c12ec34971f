// Generated from openapi/platform.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out of the current session, of others, or of all
         * @description Ends sessions of the user whom the bearer token names, for good: every token of an ended session is refused
         *     from then on, whatever its `exp` says.
         *
         *     What ends depends on the body. Without one, or with `scope` `current`, it is the session of the token itself.
         *     `others` ends every other session of the user, `all` ends every one, and `sessionId` ends the session it names.
         *
         *     **After a 200** the client discards its token, drops what it cached about the user, and goes to its login page;
         *     after `others`, or a `sessionId` that is not its own, it stays logged in and keeps its token.
         *
         *     Repeating the logout of the current session with the same, unexpired token answers 200 again, so that a
         *     client which lost the first answer can retry. An ended token can do nothing else: it is 401 for any other
         *     session, also when it repeats `all`.
         */
        post: operations["platformLogout"];
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
        Conflict: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "CONFLICT";
            /**
             * @description The error in a sentence.
             * @enum {string}
             */
            description?: "The resource already exists or is in an invalid state";
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Resource conflict";
        };
        Forbidden: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "FORBIDDEN";
            /**
             * @description The error in a sentence.
             * @enum {string}
             */
            description?: "You don't have permission to access this resource";
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Forbidden";
        };
        InternalServerError: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "INTERNAL_ERROR";
            /**
             * @description The error in a sentence.
             * @enum {string}
             */
            description?: "The request could not be completed because of a fault on the server";
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Internal server error";
        };
        InvalidInput: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "INVALID_INPUT";
            /** @description The error in a sentence. After a colon it names the member at fault. */
            description?: string;
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Invalid input data";
        };
        LoggedOut: {
            /**
             * @description Says that the logout is done.
             * @enum {string}
             */
            message: "Logged out successfully";
        };
        /** @description What to end. `scope` and `sessionId` exclude each other. */
        LogoutRequest: {
            /** @description Why, for the record of the ended sessions. */
            reason?: string;
            /**
             * @description `current` ends the session of the token (as no body does), `others` every other session of the user, `all` every one.
             * @enum {string}
             */
            scope?: "current" | "others" | "all";
            /** @description The one session of this user to end, by its id. */
            sessionId?: string;
        };
        NotFound: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "NOT_FOUND";
            /**
             * @description The error in a sentence.
             * @enum {string}
             */
            description?: "The requested resource could not be found";
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Resource not found";
        };
        TooManyRequests: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "TOO_MANY_REQUESTS";
            /**
             * @description The error in a sentence.
             * @enum {string}
             */
            description?: "The client has sent more requests than it may in this time";
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Too many requests";
        };
        Unauthorized: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "UNAUTHORIZED";
            /**
             * @description The error in a sentence.
             * @enum {string}
             */
            description?: "Invalid, expired or missing bearer token";
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Unauthorized";
        };
        ValidationFailed: {
            /**
             * @description The error as a constant for programs.
             * @enum {string}
             */
            code?: "VALIDATION_ERROR";
            /** @description The error in a sentence. After a colon it names the member at fault. */
            description?: string;
            /**
             * @description The error in a few words.
             * @enum {string}
             */
            message: "Validation error";
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
         * @example "platform"; r=599; t=60
         */
        RateLimit: string;
        /**
         * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
         * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
    platformLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description What to end. Leave the body out to end the current session. A body, where there is one, is JSON of at most
         *     16 KiB and is sent as `application/json`.
         */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LogoutRequest"];
            };
        };
        responses: {
            /** @description Everything the request asked for has ended and is stored durably. Also the answer for the caller's own session, named or not, when it had already ended. */
            200: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Logged out successfully"
                     *     }
                     */
                    "application/json": components["schemas"]["LoggedOut"];
                };
            };
            /** @description The body is not JSON, not sent as JSON, over 16 KiB, no object, or has a member that is unknown, of the wrong type, or outside its values or length. Nothing has ended; correct the request. */
            400: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Invalid input data",
                     *       "description": "The request data did not pass validation",
                     *       "code": "INVALID_INPUT"
                     *     }
                     */
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            /** @description The bearer token is missing, sent twice, invalid or expired, or it belongs to an ended session and asks for more than that session's own end. Discard the token and log in again. */
            401: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Unauthorized",
                     *       "description": "Invalid, expired or missing bearer token",
                     *       "code": "UNAUTHORIZED"
                     *     }
                     */
                    "application/json": components["schemas"]["Unauthorized"];
                };
            };
            /** @description The token is valid, but the account is inactive or suspended, or the capability `logout` is restricted for the user or the tenant, or the token names no user and asks for more than its own session's end. Nothing has ended. */
            403: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Forbidden",
                     *       "description": "You don't have permission to access this resource",
                     *       "code": "FORBIDDEN"
                     *     }
                     */
                    "application/json": components["schemas"]["Forbidden"];
                };
            };
            /** @description The `sessionId` names no session of this user that logoutd knows: one that was registered, or of which it has seen a token. Whether it is unknown or belongs to someone else cannot be told apart. Nothing has ended. */
            404: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Resource not found",
                     *       "description": "The requested resource could not be found",
                     *       "code": "NOT_FOUND"
                     *     }
                     */
                    "application/json": components["schemas"]["NotFound"];
                };
            };
            /** @description The `sessionId` names another session of this user that has already ended. There is nothing left to do, and the caller's own session goes on. */
            409: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Resource conflict",
                     *       "description": "The resource already exists or is in an invalid state",
                     *       "code": "CONFLICT"
                     *     }
                     */
                    "application/json": components["schemas"]["Conflict"];
                };
            };
            /** @description The body is well formed but contradicts itself, as it carries a `sessionId` together with a `scope`. Nothing has ended; send one of the two. */
            422: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Validation error",
                     *       "description": "The request data failed validation rules",
                     *       "code": "VALIDATION_ERROR"
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationFailed"];
                };
            };
            /** @description Too many requests came from the client's address. Nothing has ended; wait as long as `Retry-After` says and repeat. logoutd adds this status to the published contract. */
            429: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Too many requests",
                     *       "description": "The client has sent more requests than it may in this time",
                     *       "code": "TOO_MANY_REQUESTS"
                     *     }
                     */
                    "application/json": components["schemas"]["TooManyRequests"];
                };
            };
            /** @description The server failed, or could not store the logout, so it must not be taken for done. Discard the token anyway, or repeat the request. logoutd adds this status to the published contract. */
            500: {
                headers: {
                    /** @description No answer to a logout may be kept or come out of a cache. */
                    "Cache-Control": "no-store";
                    /**
                     * @description What is left of the client address's allowance. Absent where the limit is switched off.
                     * @example "platform"; r=599; t=60
                     */
                    RateLimit?: string;
                    /**
                     * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                     * @example "platform"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
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
                     *       "message": "Internal server error",
                     *       "description": "The request could not be completed because of a fault on the server",
                     *       "code": "INTERNAL_ERROR"
                     *     }
                     */
                    "application/json": components["schemas"]["InternalServerError"];
                };
            };
        };
    };
}
