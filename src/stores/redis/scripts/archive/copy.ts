/** Making a store a copy of another: its beginning, its end, and what is written between beside what APPLY writes. */
import { REPLACE } from '../cut-off.ts';
import { KEEPING } from '../keeping.ts';
import { REMAINS } from '../meta.ts';
import { plainScript, REVISION, script } from '../script.ts';

/**
 * Arguments: the identity and the log's name for a new store, the schema of a whole one and that of this run, the origin,
 * '1' where a new one may be made, the identity that is expected, or ''.
 * Answer: 'begun' and the identity; or why not: 'none', 'remains', 'unexpected', 'own', 'other', 'written', 'newer' and its schema.
 */
export const BEGIN_COPY = plainScript(`${REMAINS}
local meta = KEYS[1]
local base = string.sub(meta, 1, -5)
local fresh, logId, whole, run, origin, mayMake, expected = unpack(ARGV)
local found = redis.call('HMGET', meta, 'identity', 'schema', 'copyOf', 'wholeAt', 'commits')
local identity, schema, copyOf, wholeAt, commits = found[1], found[2], found[3], found[4], found[5] or '0'
if not identity then
  if remains(base) then return { 'remains' } end
  if mayMake ~= '1' then return { 'none' } end
  redis.call('HSET', meta, 'identity', fresh, 'schema', run, 'logId', logId, 'copyOf', origin)
  return { 'begun', fresh }
end
if expected ~= '' and expected ~= identity then return { 'unexpected' } end
local isCopying = string.sub(schema, 1, 8) == 'copying '
if not isCopying and schema ~= whole then return { 'newer', schema } end
if not copyOf then return { 'own' } end
if copyOf ~= origin then return { 'other' } end
if not isCopying and wholeAt ~= commits then return { 'written' } end
redis.call('HSET', meta, 'schema', run)
redis.call('HDEL', meta, 'wholeAt')
return { 'begun', identity }
`);

/** Answer: identity, schema, and the log's name, each if there is one. */
export const LOOK = plainScript(`return redis.call('HMGET', KEYS[1], 'identity', 'schema', 'logId')`);

/** Arguments: for each session its pair, and when it has to have begun to be removed. */
export const REMOVE_SESSIONS = script(
  REVISION,
  `
newRevision()
while taken < #ARGV do
  local pair, startedAt = take(), tonumber(take())
  local key = base .. 's:' .. pair
  if tonumber(redis.call('HGET', key, 'sa') or nil) == startedAt then
    local places = redis.call('HGET', base .. 'x', pair)
    for i, index in ipairs(places and cmsgpack.unpack(places) or {}) do
      if i > 1 then redis.call('ZREM', base .. index, pair) end
    end
    redis.call('HDEL', base .. 'x', pair)
    redis.call('ZREM', base .. 'due', 's' .. pair)
    redis.call('DEL', key)
  end
end
return 'OK'
`,
);

/** Arguments: for each scope its name, how many cut-offs, and each with the time until which it is retained. */
export const REPLACE_CUT_OFFS = script(
  REVISION,
  KEEPING,
  REPLACE,
  `
while taken < #ARGV do replaceCutOffs() end
return 'OK'
`,
);

/** Arguments: keys behind the prefix. */
export const REMOVE_NAMED = script(
  REVISION,
  `
newRevision()
while taken < #ARGV do redis.call('DEL', base .. take()) end
return 'OK'
`,
);

/**
 * A stream takes no entry before one that it had. Where that is wanted, as where the source went back to a backup, what
 * lies before is put into another.
 */
const CUT_LOG = `
local log, kept = base .. 'log', base .. 'log.kept'
local function lastGiven()
  if redis.call('EXISTS', log) == 0 then return 0 end
  local about = redis.call('XINFO', 'STREAM', log)
  for i = 1, #about, 2 do
    if about[i] == 'last-generated-id' then return tonumber(string.match(about[i + 1], '^%d+')) end
  end
end
local function cutFrom(cursor)
  if lastGiven() < tonumber(cursor) then return end
  redis.call('DEL', kept)
  local from, entries = '-', nil
  repeat
    entries = redis.call('XRANGE', log, from, '(' .. cursor .. '-0', 'COUNT', 1000)
    for _, entry in ipairs(entries) do
      redis.call('XADD', kept, entry[1], unpack(entry[2]))
      from = '(' .. entry[1]
    end
  until #entries < 1000
  redis.call('DEL', log)
  if redis.call('EXISTS', kept) == 1 then redis.call('RENAME', kept, log) end
end
`;

/** Arguments: how many entries go, and their cursors; and of each that comes its cursor, the number of its fields, and these. */
export const REWRITE_LOG = script(
  REVISION,
  CUT_LOG,
  `
newRevision()
for _, cursor in ipairs(takeList(tonumber(take()))) do redis.call('XDEL', log, cursor .. '-0') end
local isFirst = true
while taken < #ARGV do
  local cursor = take()
  if isFirst then cutFrom(cursor) end
  isFirst = false
  redis.call('XADD', log, cursor .. '-0', unpack(takeList(tonumber(take()))))
end
return 'OK'
`,
);

/** Arguments: the log's name, its last cursor, and the one after it. */
export const CONTINUE_LOG = script(
  REVISION,
  CUT_LOG,
  `
newRevision()
local logId, last, next = take(), take(), take()
cutFrom(next)
redis.call('HSET', meta, 'logId', logId, 'cursor', last)
return 'OK'
`,
);

/** Arguments: the schema of a whole store. */
export const FINISH_COPY = script(`
redis.call('HSET', meta, 'schema', take(), 'wholeAt', redis.call('HGET', meta, 'commits') or '0')
return 'OK'
`);
