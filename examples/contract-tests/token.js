/** The token command: prints a token as the kit asks for it. */
import { sign } from './tokens.js';

const { LOGOUTD_TOKEN_KIND, LOGOUTD_TOKEN_CLAIMS = '{}' } = process.env;
const hour = LOGOUTD_TOKEN_KIND === 'expired' ? -3600 : 3600;
const claims = Object.entries(JSON.parse(LOGOUTD_TOKEN_CLAIMS)).map(([name, value]) => [
  name,
  value ?? undefined,
]);
console.log(sign({ exp: Math.floor(Date.now() / 1000) + hour, ...Object.fromEntries(claims) }));
