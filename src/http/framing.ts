/** What HTTP asks of any request, whatever it is for: how its body is framed, and which host it is for. */
import type { IncomingMessage } from 'node:http';
import { timesSent } from './headers.ts';

/** Whether it can be told for whom the request is, and where it ends. Brings its target into origin form. */
export function isWellFramed(req: IncomingMessage): boolean {
  return req.httpVersionMajor === 1 && hasKnownCoding(req) && hasOneHost(req) && toOriginForm(req);
}

/** RFC 9112, section 6.1: no coding of the message but this one is undone here. */
function hasKnownCoding({ headers }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  return coding === undefined || /^(?:chunked)?$/i.test(coding);
}

/** RFC 3986, section 3.2, without what is before an `@`. */
const AUTHORITY = /^(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::\d*)?$/;

/** RFC 9112, section 3.2: HTTP/1.1 has exactly one, and it is one. */
function hasOneHost(req: IncomingMessage): boolean {
  const hosts = timesSent(req, 'host');
  if (hosts === 0) return req.httpVersion === '1.0';
  return hosts === 1 && AUTHORITY.test(req.headers.host ?? '');
}

/** RFC 9112, section 3.2.2: a request target in absolute form is accepted, and its authority replaces `Host`. */
function toOriginForm(req: IncomingMessage): boolean {
  const target = req.url ?? '';
  if (target.startsWith('/')) return true;
  const absolute = /^https?:\/\/([^/?#]+)([^#]*)$/i.exec(target);
  if (absolute !== null) {
    const [, authority = '', rest = ''] = absolute;
    if (!AUTHORITY.test(authority)) return false;
    req.headers.host = authority;
    req.url = rest.startsWith('/') ? rest : `/${rest}`;
    return true;
  }
  return target === '*';
}
