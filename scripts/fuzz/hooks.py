"""What Schemathesis cannot know of logoutd. Its configuration is beside this file."""

import base64
import hashlib
import hmac
import itertools
import json
import os
import time
import uuid
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlencode

import schemathesis
import yaml
from hypothesis import strategies as st
from requests import PreparedRequest
from requests.auth import AuthBase
from schemathesis import AuthContext, Case, CheckContext, HookContext, Response
from schemathesis.generation.meta import TestPhase

SECRET = os.environ["LOGOUTD_FUZZ_SECRET"].encode()
ADMIN_KEY = os.environ["LOGOUTD_FUZZ_ADMIN_KEY"]
LAYER = yaml.safe_load(Path(os.environ["LOGOUTD_FUZZ_LAYER"]).read_text())
LIFETIME = timedelta(hours=1)
LONGEST_QUERY = 8192
LONGEST_FORM = 16384
FORM = "application/x-www-form-urlencoded"

# Turn and turn about.
names_own_session = itertools.cycle((True, False))
goes_by_cookie = itertools.cycle((True, False))
is_made_new = itertools.cycle((True, False))
cursors: dict[str, str] = {}
registered: set[str | None] = set()


def title(operation: schemathesis.APIOperation) -> str:
    return operation.schema.raw_schema["info"]["title"]


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(claims: dict[str, str | int]) -> str:
    """An HS256 token."""
    parts = ({"alg": "HS256", "typ": "JWT"}, claims)
    text = ".".join(encoded(json.dumps(part).encode()) for part in parts)
    return f"{text}.{encoded(hmac.digest(SECRET, text.encode(), 'sha256'))}"


def new_token(case: Case) -> str:
    """A token of a user and a session that no other case has, save for the session that its own body names.

    That one is, turn and turn about, the session of the token itself, or another one of its user.
    """
    subject, session = f"user-{uuid.uuid4()}", str(uuid.uuid4())
    named = case.body.get("sessionId") if isinstance(case.body, dict) else None
    if isinstance(named, str) and 0 < len(named) < 256:
        subject = f"user-{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()}"
        session = named if next(names_own_session) else session
    now = int(time.time())
    claims = {"sub": subject, "sid": session, "iat": now, "exp": now + int(LIFETIME.total_seconds())}
    # A token without a tenant is good in every store, but tenant asks for one.
    return signed({**claims, "tid": "acme"} if title(case.operation) == "Tenant logout" else claims)


@schemathesis.auth(refresh_interval=None)
class NewCredential:
    """A logout ends its own credential, so that every case needs a new one."""

    def get(self, case: Case, _context: AuthContext) -> str:
        takes_key = title(case.operation) == "logoutd control" and case.operation.label != "GET /v1/verify"
        return ADMIN_KEY if takes_key else new_token(case)

    def set(self, case: Case, data: str, context: AuthContext) -> None:
        document = title(context.operation)
        if document == "Tenant logout":
            case.headers["x-token"] = data
        elif document == "GSM logout" and next(goes_by_cookie):
            case.cookies["gsm_token"] = data
        else:
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def filter_case(_context: HookContext, case: Case) -> bool:
    """Leaves out what no operation of the document answers.

    Without `x-store-id` a request is not storefront's but tenant's or platform's, and a head over 16 KiB is refused by
    the HTTP layer before there is an operation: percent-encoded, a cursor of 4096 characters can be 48 KiB. A form over
    16 KiB is 400: no schema of its members can say so.
    """
    if title(case.operation) == "Storefront logout" and "x-store-id" not in (case.headers or {}):
        return False
    if case.media_type == FORM and isinstance(case.body, dict):
        if len(urlencode(case.body, doseq=True, errors="surrogatepass")) > LONGEST_FORM:
            return False
    return len(urlencode(case.query or {}, doseq=True, errors="surrogatepass")) < LONGEST_QUERY


@schemathesis.hook
def after_call(_context: HookContext, case: Case, response: Response) -> None:
    """Keeps the newest cursor that each listing gave."""
    label = case.operation.label
    if label in ("GET /v1/sessions", "GET /v1/revocations") and response.status_code == 200:
        cursor = response.json()["nextCursor"]
        if cursor:
            cursors[label] = cursor


class Spaces(AuthBase):
    """What comes last before a request is sent: a space in a query is `%20`, as OpenAPI has it, and not `+`."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        path, mark, query = (request.url or "").partition("?")
        request.url = path + mark + query.replace("+", "%20")
        return request


@schemathesis.hook
def before_call(_context: HookContext, case: Case, kwargs: dict[str, object]) -> None:
    """Says what no schema can: a cursor is one that a listing gave, a cut-off is past, a registered session is new.

    What is wrong on purpose stays so, and every other session that is known already: those are 409. In chains all that
    is made is new: Hypothesis ends them all, and says nothing, where the beginning of one is answered otherwise than
    before.
    """
    kwargs["auth"] = Spaces()
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    in_chain = case.meta.phase.name == TestPhase.STATEFUL
    if in_chain and case.operation.method.upper() == "PUT":
        case.path_parameters = {name: str(uuid.uuid4()) for name in case.path_parameters}
    label = case.operation.label
    if label in ("GET /v1/sessions", "GET /v1/revocations") and "cursor" in (case.query or {}):
        case.query["cursor"] = cursors.get(label)
    if label == "POST /v1/revocations" and isinstance(case.body, dict) and "before" in case.body:
        case.body = {**case.body, "before": (datetime.now(UTC) - LIFETIME).isoformat(timespec="seconds")}
    if label == "POST /v1/sessions" and isinstance(case.body, dict):
        if in_chain:
            case.body = {**case.body, "subject": str(uuid.uuid4()), "sessionId": str(uuid.uuid4())}
        elif case.body.get("sessionId") in registered and next(is_made_new):
            case.body = {**case.body, "sessionId": str(uuid.uuid4())}
        registered.add(case.body.get("sessionId"))


@schemathesis.check
def undeclared_headers(_context: CheckContext, response: Response, case: Case) -> None:
    """The rest of the wire: no header but those of the response's declaration and of openapi/http-layer.yaml.

    Schemathesis' own checks hold status, media type, body and declared headers to the document.
    """
    asked = (response.request.method or "").lower()
    is_operation = asked == case.operation.method.lower()
    declared = case.operation.responses.find_by_status_code(response.status_code) if is_operation else None
    if declared is not None:
        names = [name for name, _ in declared.headers.items()]
    else:
        own = next((one for one in LAYER["statuses"] if one["status"] == response.status_code), None)
        if own is None:
            # Another method on a shared path is another document's operation. Else the status was judged already.
            return
        names = own["headers"]
    allowed = [name.lower() for name in (*names, *(header["name"] for header in LAYER["headers"]))]
    found = [name for name in response.headers if not any(fnmatchcase(name.lower(), one) for one in allowed)]
    assert not found, f"undeclared headers: {', '.join(found)}"


# For `expiresAt`: in the future, and within the issuer's maximum. A cut-off's `before` is made anew before it is sent.
schemathesis.openapi.format(
    "date-time",
    st.integers(min_value=3600, max_value=29 * 86400).map(
        lambda seconds: (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="seconds")
    ),
)
