/** Tokens of this example: HS256, by Node alone. Take your own login's in their place. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const SECRET = 'a-secret-of-the-example-and-of-nothing-else';
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = (text) => createHmac('sha256', SECRET).update(text).digest('base64url');

export function sign(claims) {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ sub: 'ada', sid: randomUUID(), ...claims })}`;
  return `${text}.${signature(text)}`;
}

/** The claims; `null`: it is no good. */
export function verify(token) {
  const [head = '', payload = '', given = ''] = token.split('.');
  const [wanted, found] = [Buffer.from(signature(`${head}.${payload}`)), Buffer.from(given)];
  if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) return null;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return claims.exp * 1000 > Date.now() ? claims : null;
}
