/** A server that keeps the session contract, in memory: what the kit is pointed at here. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { verify } from './tokens.js';

const PERMITTED = 20;
const ended = new Set();
let asked = 0;

function answerTo({ authorization = '' }) {
  asked += 1;
  if (asked > PERMITTED) {
    return {
      status: 429,
      headers: { 'Retry-After': '60' },
      body: { success: false, message: 'Demasiadas solicitudes' },
    };
  }
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  const claims = token === undefined ? null : verify(token);
  if (claims === null) {
    const challenge = token === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
    const body = { success: false, message: 'Token no proporcionado o inválido' };
    return { status: 401, headers: { 'WWW-Authenticate': challenge }, body };
  }
  // The store of the example: it fails while this file is there.
  if (existsSync('store.broken')) {
    return { status: 500, body: { success: false, message: 'Error interno del servidor' } };
  }
  ended.add(claims.sid);
  return { status: 200, body: { success: true, message: 'Sesión cerrada exitosamente', data: null } };
}

createServer((req, res) => {
  const { status, headers = {}, body } = answerTo(req.headers);
  const usual = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'x-request-id': randomUUID(),
  };
  res.writeHead(status, { ...usual, ...headers }).end(JSON.stringify(body));
}).listen(4870, '127.0.0.1');
