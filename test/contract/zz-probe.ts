import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { pino } from 'pino';
const ops = await getHttpOperationsFromSpec(process.argv[2]);
const s = createServer(ops, { cors: false, config: { mock: {dynamic:false}, checkSecurity: true, validateRequest: true, validateResponse: true, errors: false, upstreamProxy: undefined } as never, components: { logger: pino({level:'silent', customLevels: {success: 33, start: 11}}) as never } });
const url = await s.listen(0, '127.0.0.1');
const f = async (p: string, init: RequestInit) => { const r = await fetch(url + p, init); console.log(p, JSON.stringify(init.headers), r.status, [...r.headers], await r.text()); };
if (process.argv[2].includes('gsm')) for (const prefer of ['code=200','code=401, example=production','code=401, example=elsewhere','code=429','code=418'])
 await f('/api/security/v1/auth/logout', {method:'POST', headers: {Prefer: prefer, cookie: 'gsm_token=x'}});
else { await f('/metrics', {headers:{Prefer:'code=200', authorization:'Bearer x'}}); await f('/v1/sessions/a', {method:'DELETE',headers:{Prefer:'code=204', authorization:'Bearer x'}}); await f('/v1/sessions/a', {method:'DELETE',headers:{Prefer:'code=404', authorization:'Bearer x'}}); await f('/v1/sessions', {method:'POST',headers:{Prefer:'code=409', authorization:'Bearer x','content-type':'application/json'}, body:'{"subject":"x"}'});await f('/v1/sessions', {headers:{Prefer:'code=200', authorization:'Bearer x'}}); }
await s.close();
