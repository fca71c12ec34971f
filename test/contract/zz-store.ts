import { DatabaseSync } from 'node:sqlite';
import { statSync, writeFileSync, openSync, writeSync, closeSync } from 'node:fs';
import { ADMIN_KEY, startServer } from '../support/server.ts';
const s = await startServer();
const h = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type':'application/json' };
const g = async (p: string, init: RequestInit = {}) => { const t = performance.now(); const r = await fetch(s.url + p, {headers: h, ...init}); console.log(p, init.method ?? 'GET', r.status, Math.round(performance.now()-t), (await r.text()).slice(0,150)); };
await g('/v1/tenants/a', {method:'PUT', body:'{}'}); await g('/v1/tenants/a'); await g('/v1/accounts/a'); await g('/readyz');
const file = `${s.folder}/data/logoutd.db`;
const mode = process.argv[2];
if (mode === 'lock') { const db = new DatabaseSync(file); db.exec('BEGIN IMMEDIATE'); }
if (mode === 'damage') { const db = new DatabaseSync(file); console.log(db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()); db.close(); const f = openSync(file,'r+'); writeSync(f, Buffer.alloc(statSync(file).size, 0xa5), 0); closeSync(f); }
for (const p of ['/v1/tenants/a','/v1/accounts/a','/v1/sessions','/v1/sessions/x','/readyz','/healthz','/metrics']) await g(p);
await g('/v1/tenants/a', {method:'PUT', body:'{}'}); await g('/v1/sessions/a', {method:'DELETE'});
console.log(await s.stop()); console.log(s.output().split('\n').filter(l=>l.includes('"err"')).slice(0,2).join('\n').slice(0,800));
