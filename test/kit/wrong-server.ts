/** A small server that means to keep the session contract and the gsm contract, and gets a dozen things wrong. */
import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const ID = '8d472d95-140e-414d-bbd7-26f0b82bd059';
const usual = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'x-request-id': ID };

export async function startWrongServer(): Promise<{ readonly server: Server; readonly url: string }> {
  let logouts = 0;
  const server = createServer((req, res) => {
    const say = (status: number, headers: OutgoingHttpHeaders, body: unknown): void => {
      res.writeHead(status, headers).end(JSON.stringify(body));
    };
    const hasCredential = (req.headers.authorization ?? req.headers.cookie) !== undefined;
    const isGsm = req.url === '/api/security/v1/auth/logout';
    if (isGsm && hasCredential) {
      // The cookie stays, and nobody may see what the store said.
      const wrong = {
        success: true,
        message: 'Bye.',
        data: null,
        errorType: null,
        traceId: null,
        details: null,
      };
      say(200, { ...usual, Server: 'wrong/1.0' }, { ...wrong, store: 'sessions.db' });
    } else if (!hasCredential) {
      // 403 and 401 are not the same, and a challenge is missing.
      say(isGsm ? 401 : 403, usual, { success: false, message: 'Token no proporcionado o inválido' });
    } else {
      logouts += 1;
      // Kept by caches; and a retry is an error, in HTML.
      if (logouts === 1)
        say(
          200,
          { ...usual, 'Cache-Control': 'max-age=60' },
          { success: true, message: 'Sesión cerrada exitosamente' },
        );
      else res.writeHead(500, { ...usual, 'Content-Type': 'text/html' }).end('<h1>Error</h1>');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
