// Generated from openapi/*.yaml by `npm run generate`. Do not edit.

export type Operation = {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** The template as the document has it. */
  readonly path: string;
  /** Whether every other method is answered like this one: `x-any-method`. */
  readonly anyMethod: boolean;
  /** Whether every path below this one is answered like it: `x-any-subpath`. */
  readonly anySubpath: boolean;
  /** Null where the operation declares no body; `required` is false where it may be left out. */
  readonly body: null | { readonly required: boolean; readonly mediaTypes: readonly string[] };
  /** By status. No media types means that the response has no body. */
  readonly responses: Readonly<
    Record<
      number,
      {
        readonly mediaTypes: readonly string[];
        readonly headers: readonly string[];
        readonly requiredHeaders: readonly string[];
      }
    >
  >;
  readonly parameters: readonly Read[];
  /** One that has an alternative is not required. */
  readonly credentials: readonly Read[];
};

export type Read = {
  readonly in: 'query' | 'path' | 'header' | 'cookie';
  readonly name: string;
  readonly required: boolean;
};

export type ContractName = keyof typeof operations;

export const operations = {
  platform: [
    {
      operationId: "platformLogout",
      method: "POST",
      path: "/auth/logout",
      anyMethod: false,
      anySubpath: false,
      body: {
        required: false,
        mediaTypes: ["application/json"]
      },
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        404: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        409: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        422: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        429: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Retry-After", "x-request-id"],
          requiredHeaders: ["Cache-Control", "Retry-After", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    }
  ],
  gsm: [
    {
      operationId: "gsmLogout",
      method: "POST",
      path: "/api/security/v1/auth/logout",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Set-Cookie", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Set-Cookie", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        429: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Retry-After", "x-request-id"],
          requiredHeaders: ["Cache-Control", "Retry-After", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "cookie", name: "gsm_token", required: false },
        { in: "header", name: "Authorization", required: false }
      ]
    }
  ],
  tenant: [
    {
      operationId: "tenantLogout",
      method: "GET",
      path: "/auth/logout",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        429: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Retry-After", "x-request-id"],
          requiredHeaders: ["Cache-Control", "Retry-After", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "x-token", required: true }
      ]
    }
  ],
  session: [
    {
      operationId: "sessionLogout",
      method: "POST",
      path: "/api/auth/logout",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        429: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Retry-After", "x-request-id"],
          requiredHeaders: ["Cache-Control", "Retry-After", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    }
  ],
  storefront: [
    {
      operationId: "storefrontLogout",
      method: "GET",
      path: "/auth/logout",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Set-Cookie", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Set-Cookie", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        404: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        429: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Retry-After", "x-request-id"],
          requiredHeaders: ["Cache-Control", "Retry-After", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "header", name: "x-store-id", required: true }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "storefrontLogoutByPost",
      method: "POST",
      path: "/auth/logout",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Set-Cookie", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Set-Cookie", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        404: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        429: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "Retry-After", "x-request-id"],
          requiredHeaders: ["Cache-Control", "Retry-After", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "RateLimit", "RateLimit-Policy", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "header", name: "x-store-id", required: true }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    }
  ],
  control: [
    {
      operationId: "listSessions",
      method: "GET",
      path: "/v1/sessions",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "query", name: "subject", required: false },
        { in: "query", name: "issuer", required: false },
        { in: "query", name: "tenant", required: false },
        { in: "query", name: "state", required: false },
        { in: "query", name: "limit", required: false },
        { in: "query", name: "cursor", required: false }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "registerSession",
      method: "POST",
      path: "/v1/sessions",
      anyMethod: false,
      anySubpath: false,
      body: {
        required: true,
        mediaTypes: ["application/json"]
      },
      responses: {
        201: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        409: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        422: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "readSession",
      method: "GET",
      path: "/v1/sessions/{sessionId}",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        404: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "path", name: "sessionId", required: true },
        { in: "query", name: "issuer", required: false }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "endSession",
      method: "DELETE",
      path: "/v1/sessions/{sessionId}",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        204: {
          mediaTypes: [],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        404: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "path", name: "sessionId", required: true },
        { in: "query", name: "issuer", required: false }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "listRevocations",
      method: "GET",
      path: "/v1/revocations",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        422: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "query", name: "cursor", required: false },
        { in: "query", name: "limit", required: false }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "revokeSessions",
      method: "POST",
      path: "/v1/revocations",
      anyMethod: false,
      anySubpath: false,
      body: {
        required: true,
        mediaTypes: ["application/json"]
      },
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        201: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        422: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "query", name: "issuer", required: false }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "introspectToken",
      method: "POST",
      path: "/v1/introspect",
      anyMethod: false,
      anySubpath: false,
      body: {
        required: true,
        mediaTypes: ["application/x-www-form-urlencoded"]
      },
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-session-posture", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "revokeToken",
      method: "POST",
      path: "/v1/revoke",
      anyMethod: false,
      anySubpath: false,
      body: {
        required: true,
        mediaTypes: ["application/x-www-form-urlencoded"]
      },
      responses: {
        200: {
          mediaTypes: [],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "verifySession",
      method: "GET",
      path: "/v1/verify",
      anyMethod: true,
      anySubpath: true,
      body: null,
      responses: {
        200: {
          mediaTypes: [],
          headers: ["Cache-Control", "x-request-id", "x-session-subject", "x-session-id", "x-session-tenant", "x-session-issuer", "x-session-posture"],
          requiredHeaders: ["Cache-Control", "x-request-id", "x-session-subject", "x-session-id", "x-session-tenant", "x-session-issuer"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        503: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "Authorization", required: false },
        { in: "header", name: "x-token", required: false },
        { in: "cookie", name: "gsm_token", required: false }
      ]
    },
    {
      operationId: "readAccount",
      method: "GET",
      path: "/v1/accounts/{subject}",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        404: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "path", name: "subject", required: true },
        { in: "query", name: "issuer", required: false }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "replaceAccount",
      method: "PUT",
      path: "/v1/accounts/{subject}",
      anyMethod: false,
      anySubpath: false,
      body: {
        required: true,
        mediaTypes: ["application/json"]
      },
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        201: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        422: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "path", name: "subject", required: true },
        { in: "query", name: "issuer", required: false }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "readTenant",
      method: "GET",
      path: "/v1/tenants/{tenant}",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        404: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "path", name: "tenant", required: true }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "replaceTenant",
      method: "PUT",
      path: "/v1/tenants/{tenant}",
      anyMethod: false,
      anySubpath: false,
      body: {
        required: true,
        mediaTypes: ["application/json"]
      },
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        201: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        400: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        403: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [
        { in: "path", name: "tenant", required: true }
      ],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    },
    {
      operationId: "readHealth",
      method: "GET",
      path: "/healthz",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: []
    },
    {
      operationId: "readReadiness",
      method: "GET",
      path: "/readyz",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["application/json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        503: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: []
    },
    {
      operationId: "readMetrics",
      method: "GET",
      path: "/metrics",
      anyMethod: false,
      anySubpath: false,
      body: null,
      responses: {
        200: {
          mediaTypes: ["text/plain"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        },
        401: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "WWW-Authenticate", "x-request-id"],
          requiredHeaders: ["Cache-Control", "WWW-Authenticate", "x-request-id"]
        },
        500: {
          mediaTypes: ["application/problem+json"],
          headers: ["Cache-Control", "x-request-id"],
          requiredHeaders: ["Cache-Control", "x-request-id"]
        }
      },
      parameters: [],
      credentials: [
        { in: "header", name: "Authorization", required: true }
      ]
    }
  ]
} as const satisfies Record<string, readonly Operation[]>;
