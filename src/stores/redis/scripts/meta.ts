/** What the store is: made once, and looked at whenever it is opened or asked whether it is well. */
import { plainScript, REVISION, script } from './script.ts';

/** Whether there are keys of a store, be it without its `meta`. */
export const REMAINS = `
local function remains(base)
  for _, name in ipairs({ 'log', 'o', 'eo', 'x', 'due' }) do
    if redis.call('EXISTS', base .. name) == 1 then return true end
  end
  return false
end
`;

/**
 * Arguments: the identity and the schema for a new store; '1' where one may be made; the name of its log; the identity that
 * is expected, or ''. A store of the schema before is lifted to this one, so that no older server writes it any more.
 * Answer: identity, schema, '1' where it was made, the log's name, '1' where cut-offs are pending, '1' where it is a copy; or
 * 'none', or 'remains' where there are keys, but no identity.
 */
export const OPEN = plainScript(`${REMAINS}
local meta = KEYS[1]
local base = string.sub(meta, 1, -5)
local found = redis.call('HMGET', meta, 'identity', 'schema', 'logId', 'copyOf')
if found[1] then
  local isExpected = ARGV[5] == '' or ARGV[5] == found[1]
  local schema = found[2] or ''
  if isExpected and schema == '1' then
    schema = ARGV[2]
    redis.call('HSET', meta, 'schema', schema)
  end
  local isPending = redis.call('HLEN', base .. 'w') > 1
  return { found[1], schema, '0', found[3] or '', isPending and '1' or '0', found[4] and '1' or '0' }
end
if remains(base) then return { 'remains' } end
if ARGV[3] ~= '1' then return { 'none' } end
redis.call('HSET', meta, 'identity', ARGV[1], 'schema', ARGV[2], 'logId', ARGV[4])
return { ARGV[1], ARGV[2], '1', ARGV[4], '0', '0' }
`);

/** A copy that is whole becomes a store of its own by being opened. */
export const TAKE_OVER = script(`return redis.call('HDEL', meta, 'copyOf', 'wholeAt')`);

/** Writes, so that it says whether the store takes writes; and after it, all that was written before is written. */
export const TOUCH = script(REVISION, `return newRevision()`);
