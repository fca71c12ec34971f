/** What the store is: made once, and looked at whenever it is opened or asked whether it is well. */
import { plainScript, REVISION, script } from './script.ts';

/**
 * Arguments: the identity and the schema for a new store; '1' where one may be made.
 * Answer: identity, schema, '1' where it was made, and '1' where cut-offs are pending; or 'none', or 'remains' where there
 * are keys, but no identity.
 */
export const OPEN = plainScript(`
local meta = KEYS[1]
local base = string.sub(meta, 1, -5)
local found = redis.call('HMGET', meta, 'identity', 'schema')
if found[1] then return { found[1], found[2] or '', '0', redis.call('HLEN', base .. 'w') > 1 and '1' or '0' } end
for _, name in ipairs({ 'log', 'o', 'x', 'due' }) do
  if redis.call('EXISTS', base .. name) == 1 then return { 'remains' } end
end
if ARGV[3] ~= '1' then return { 'none' } end
redis.call('HSET', meta, 'identity', ARGV[1], 'schema', ARGV[2])
return { ARGV[1], ARGV[2], '1', '0' }
`);

/** Writes, so that it says whether the store takes writes; and after it, all that was written before is written. */
export const TOUCH = script(REVISION, `return newRevision()`);
