// Generated from openapi/storefront.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/auth/logout": {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The store. It is the tenant of the request, and a token that names another tenant is 401.
                 * @example store-1
                 */
                "x-store-id": components["parameters"]["StoreId"];
            };
            path?: never;
            cookie?: never;
        };
        /**
         * End the current session in a store and delete the refresh-token cookie
         * @description Ends the session of the bearer token for good, and with it the session of the refresh token in the cookie. The
         *     answer deletes that HTTP-only cookie, which script in the page could not do. A `Content-Type` header, as the
         *     published clients send it, does no harm; there is no body.
         *
         *     **After a 200** the client discards its token, shows the user as logged out, and sends them through the login
         *     before anything protected. Repeating the request with the same, unexpired token answers 200 again.
         */
        get: operations["storefrontLogout"];
        put?: never;
        /**
         * End the current session in a store, for clients that send POST
         * @description The same as the `GET`, for clients that follow the published curl example and therefore send a `POST`: ends the
         *     session of the bearer token for good, and with it that of the refresh token in the cookie, which the answer
         *     deletes. A body that comes along is not read.
         *
         *     **After a 200** the client discards its token, shows the user as logged out, and sends them through the login
         *     before anything protected. Repeating the request with the same, unexpired token answers 200 again.
         */
        post: operations["storefrontLogoutByPost"];
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
        BadRequest: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            error: "BadRequestException";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Bad Request";
            path: components["schemas"]["RequestPath"];
            requestId: components["schemas"]["RequestId"];
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            statusCode: 400;
            timestamp: components["schemas"]["Timestamp"];
        };
        Customer: {
            /** @description The customer's address, the registered one where the subject has an account, else the token's, else empty. */
            email: string;
        };
        Forbidden: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            error: "ForbiddenException";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Forbidden";
            path: components["schemas"]["RequestPath"];
            requestId: components["schemas"]["RequestId"];
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            statusCode: 403;
            timestamp: components["schemas"]["Timestamp"];
        };
        InternalServerError: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            error: "InternalServerErrorException";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Internal Server Error";
            path: components["schemas"]["RequestPath"];
            requestId: components["schemas"]["RequestId"];
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            statusCode: 500;
            timestamp: components["schemas"]["Timestamp"];
        };
        LoggedOut: {
            data: components["schemas"]["Customer"];
            /**
             * @description Says that the logout is done.
             * @enum {string}
             */
            message: "Logout Success";
            /**
             * @description `db` where the address is that of a registered account, otherwise empty.
             * @enum {string}
             */
            source: "" | "db";
        };
        NotFound: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            error: "NotFoundException";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Not Found";
            path: components["schemas"]["RequestPath"];
            requestId: components["schemas"]["RequestId"];
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            statusCode: 404;
            timestamp: components["schemas"]["Timestamp"];
        };
        /** @description The id of this request, a UUID unless the request brought one of its own. */
        RequestId: string;
        /**
         * @description The path that was asked for.
         * @enum {string}
         */
        RequestPath: "/auth/logout";
        /**
         * Format: int64
         * @description When the answer was made, in milliseconds since 1970 (Unix time).
         */
        Timestamp: number;
        TooManyRequests: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            error: "TooManyRequestsException";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Too Many Requests";
            path: components["schemas"]["RequestPath"];
            requestId: components["schemas"]["RequestId"];
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            statusCode: 429;
            timestamp: components["schemas"]["Timestamp"];
        };
        Unauthorized: {
            /**
             * @description The error for programs.
             * @enum {string}
             */
            error: "UnauthorizedException";
            /**
             * @description The error for people.
             * @enum {string}
             */
            message: "Unauthorized";
            path: components["schemas"]["RequestPath"];
            requestId: components["schemas"]["RequestId"];
            /**
             * @description The HTTP status again.
             * @enum {integer}
             */
            statusCode: 401;
            timestamp: components["schemas"]["Timestamp"];
        };
    };
    responses: {
        /** @description `x-store-id` is blank, sent twice, longer than 128 characters, or has a character other than letters, digits, dot, underscore and hyphen. Nothing has ended; correct the header. */
        BadRequest: {
            headers: {
                /** @description No answer to a logout may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description What is left of the client address's allowance. Absent where the limit is switched off.
                 * @example "storefront"; r=599; t=60
                 */
                RateLimit?: string;
                /**
                 * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                 * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
                 * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "requestId": "8d472d95-140e-414d-bbd7-26f0b82bd059",
                 *       "error": "BadRequestException",
                 *       "statusCode": 400,
                 *       "message": "Bad Request",
                 *       "path": "/auth/logout",
                 *       "timestamp": 1748353090215
                 *     }
                 */
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description The token is valid, but the account is inactive or suspended, or the capability `logout` is restricted for the customer or the store. Nothing has ended. */
        Forbidden: {
            headers: {
                /** @description No answer to a logout may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description What is left of the client address's allowance. Absent where the limit is switched off.
                 * @example "storefront"; r=599; t=60
                 */
                RateLimit?: string;
                /**
                 * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                 * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
                 * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "requestId": "8d472d95-140e-414d-bbd7-26f0b82bd059",
                 *       "error": "ForbiddenException",
                 *       "statusCode": 403,
                 *       "message": "Forbidden",
                 *       "path": "/auth/logout",
                 *       "timestamp": 1748353090215
                 *     }
                 */
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description The server failed, or could not store the logout, so it must not be taken for done, and the cookie stays. Discard the token anyway, or repeat the request. */
        InternalServerError: {
            headers: {
                /** @description No answer to a logout may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description What is left of the client address's allowance. Absent where the limit is switched off.
                 * @example "storefront"; r=599; t=60
                 */
                RateLimit?: string;
                /**
                 * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                 * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
                 * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "requestId": "8d472d95-140e-414d-bbd7-26f0b82bd059",
                 *       "error": "InternalServerErrorException",
                 *       "statusCode": 500,
                 *       "message": "Internal Server Error",
                 *       "path": "/auth/logout",
                 *       "timestamp": 1748353090215
                 *     }
                 */
                "application/json": components["schemas"]["InternalServerError"];
            };
        };
        /** @description The session has ended and that is stored durably. Also the answer when it had already ended. */
        LoggedOut: {
            headers: {
                /** @description No answer to a logout may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description What is left of the client address's allowance. Absent where the limit is switched off.
                 * @example "storefront"; r=599; t=60
                 */
                RateLimit?: string;
                /**
                 * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                 * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Deletes the refresh-token cookie, with the attributes it was set with. Always sent at 200; at 401 only when the request carried the cookie, and never when the cookie was refused as coming from another site.
                 * @example refresh_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax
                 */
                "Set-Cookie"?: string;
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
                 * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["LoggedOut"];
            };
        };
        /** @description The store admits registered accounts only, and the token's subject has none. Nothing has ended. */
        NotFound: {
            headers: {
                /** @description No answer to a logout may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description What is left of the client address's allowance. Absent where the limit is switched off.
                 * @example "storefront"; r=599; t=60
                 */
                RateLimit?: string;
                /**
                 * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                 * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
                 * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "requestId": "8d472d95-140e-414d-bbd7-26f0b82bd059",
                 *       "error": "NotFoundException",
                 *       "statusCode": 404,
                 *       "message": "Not Found",
                 *       "path": "/auth/logout",
                 *       "timestamp": 1748353090215
                 *     }
                 */
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description Too many requests came from the client's address. Nothing has ended; wait as long as `Retry-After` says and repeat. logoutd adds this status to the published contract. */
        TooManyRequests: {
            headers: {
                /** @description No answer to a logout may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description What is left of the client address's allowance. Absent where the limit is switched off.
                 * @example "storefront"; r=599; t=60
                 */
                RateLimit?: string;
                /**
                 * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                 * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description How many seconds to wait before the next attempt.
                 * @example 42
                 */
                "Retry-After": number;
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
                 * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "requestId": "8d472d95-140e-414d-bbd7-26f0b82bd059",
                 *       "error": "TooManyRequestsException",
                 *       "statusCode": 429,
                 *       "message": "Too Many Requests",
                 *       "path": "/auth/logout",
                 *       "timestamp": 1748353090215
                 *     }
                 */
                "application/json": components["schemas"]["TooManyRequests"];
            };
        };
        /** @description The bearer token is missing, sent twice, expired, invalid, or of another tenant than the store. A refresh-token cookie that was sent is deleted; log in again. */
        Unauthorized: {
            headers: {
                /** @description No answer to a logout may be kept or come out of a cache. */
                "Cache-Control": "no-store";
                /**
                 * @description What is left of the client address's allowance. Absent where the limit is switched off.
                 * @example "storefront"; r=599; t=60
                 */
                RateLimit?: string;
                /**
                 * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
                 * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
                 */
                "RateLimit-Policy"?: string;
                /**
                 * @description Deletes the refresh-token cookie, with the attributes it was set with. Always sent at 200; at 401 only when the request carried the cookie, and never when the cookie was refused as coming from another site.
                 * @example refresh_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax
                 */
                "Set-Cookie"?: string;
                /**
                 * @description The challenge of RFC 6750. It names no error when the request carried no token at all, and `invalid_token` otherwise.
                 * @example Bearer error="invalid_token"
                 */
                "WWW-Authenticate": string;
                /**
                 * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
                 * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
                 */
                "x-request-id": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "requestId": "8d472d95-140e-414d-bbd7-26f0b82bd059",
                 *       "error": "UnauthorizedException",
                 *       "statusCode": 401,
                 *       "message": "Unauthorized",
                 *       "path": "/auth/logout",
                 *       "timestamp": 1748353090215
                 *     }
                 */
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
    };
    parameters: {
        /**
         * @description The store. It is the tenant of the request, and a token that names another tenant is 401.
         * @example store-1
         */
        StoreId: string;
    };
    requestBodies: never;
    headers: {
        /** @description No answer to a logout may be kept or come out of a cache. */
        CacheControl: "no-store";
        /**
         * @description What is left of the client address's allowance. Absent where the limit is switched off.
         * @example "storefront"; r=599; t=60
         */
        RateLimit: string;
        /**
         * @description The limit itself, 600 requests a minute for each client address unless configured otherwise. Absent where the limit is switched off.
         * @example "storefront"; q=600; w=60; pk=:NjBhMWYzYzI5ZTRi:
         */
        RateLimitPolicy: string;
        /**
         * @description The id of this request in logoutd's log. It is the caller's own `x-request-id` where that is valid, else the trace id of a valid `traceparent`, else a new UUID. Errors repeat it as `requestId`.
         * @example 8d472d95-140e-414d-bbd7-26f0b82bd059
         */
        RequestId: string;
        /**
         * @description How many seconds to wait before the next attempt.
         * @example 42
         */
        RetryAfter: number;
        /**
         * @description Deletes the refresh-token cookie, with the attributes it was set with. Always sent at 200; at 401 only when the request carried the cookie, and never when the cookie was refused as coming from another site.
         * @example refresh_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax
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
    storefrontLogout: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The store. It is the tenant of the request, and a token that names another tenant is 401.
                 * @example store-1
                 */
                "x-store-id": components["parameters"]["StoreId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["LoggedOut"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    storefrontLogoutByPost: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The store. It is the tenant of the request, and a token that names another tenant is 401.
                 * @example store-1
                 */
                "x-store-id": components["parameters"]["StoreId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["LoggedOut"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
}
