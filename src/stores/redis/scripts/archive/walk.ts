/** Reading a store for a copy, a stretch at a time: records, or their digests alone. */
import { WALK } from '../rules.ts';
import { FROM_THE_MASTER, script } from '../script.ts';

/** Answer: how often it was changed, the log's last cursor, the log's name. */
export const STATE = script(
  FROM_THE_MASTER,
  `return redis.call('HMGET', meta, 'commits', 'cursor', 'logId')`,
);

/** As `archive/records.ts` spells a member; a number is given as such. */
const SPELLED = `
local parts = {}
local function spell(value, isNumber)
  if not value then
    parts[#parts + 1] = '-'
    return
  end
  if isNumber and value == '-0' then value = '0' end
  parts[#parts + 1] = #value
  parts[#parts + 1] = ':'
  parts[#parts + 1] = value
end
local function digest()
  local sum = redis.sha1hex(table.concat(parts))
  parts = {}
  return sum
end
`;

/** In the order of `archive/records.ts`. */
const SESSION = `
local NAMES = { 'sa', 'ra', 'ls', 'ex', 'lt', 'rt', 'ea', 'i', 'id', 'u', 't', 'm', 'd', 'k', 'ec', 'eb', 'er' }
local NUMBERS = 7
local function recordOf(pair)
  local flat = redis.call('HGETALL', base .. 's:' .. pair)
  return #flat > 0 and flat
end
local function digestOf(pair)
  local found = redis.call('HMGET', base .. 's:' .. pair, unpack(NAMES))
  if not found[1] then return nil end
  for i = 1, #NAMES do spell(found[i], i <= NUMBERS) end
  return digest()
end
`;

/**
 * Arguments: 'digest' or 'read'; the places (score and pair, or nothing) after which it begins and that it goes up to; the
 * limit, in entries of the index. Answer: '1' at the end; score and pair that it came to, or nothing; what was found. An
 * entry whose session has expired is passed over.
 */
export const SESSIONS = script(
  FROM_THE_MASTER,
  WALK,
  SPELLED,
  SESSION,
  `
local find = take() == 'digest' and digestOf or recordOf
local index = base .. 'o'
local afterScore, afterPair, upToScore, upToPair, limit = take(), take(), take(), take(), tonumber(take())
local from, to = rankAfter(index, afterScore, afterPair), redis.call('ZCARD', index)
if upToScore ~= '' then to = rankAfter(index, upToScore, upToPair) end
local last = math.min(to, from + limit)
local entries = last > from and redis.call('ZRANGE', index, from, last - 1, 'WITHSCORES') or {}
local found = {}
for i = 1, #entries, 2 do found[#found + 1] = find(entries[i]) or nil end
return { last >= to and '1' or '0', entries[#entries] or '', entries[#entries - 1] or '', found }
`,
);

/** Arguments: the cursors after which it begins and that it goes up to, or ''; the limit. Answer: cursor, digest, and so on. */
export const LOG_DIGESTS = script(
  FROM_THE_MASTER,
  SPELLED,
  `
local NUMBERS = { 'at', 'upTo', 'ended' }
local TEXTS = { 'scope', 'issuer', 'subject', 'tenant', 'keyId', 'sessionId', 'cause', 'by', 'reason' }
local after, upTo, limit = take(), take(), take()
local entries = redis.call('XRANGE', base .. 'log', after .. '-1', upTo == '' and '+' or upTo .. '-0', 'COUNT', limit)
local found = {}
for _, entry in ipairs(entries) do
  local cursor, flat, fields = string.match(entry[1], '^%d+'), entry[2], {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  spell(cursor)
  for _, name in ipairs(NUMBERS) do spell(fields[name], true) end
  for _, name in ipairs(TEXTS) do spell(fields[name]) end
  found[#found + 1] = cursor
  found[#found + 1] = digest()
end
return found
`,
);

/** Arguments: keys behind the prefix. Answer: what each holds. */
export const NAMED = script(
  FROM_THE_MASTER,
  `
local found = {}
while taken < #ARGV do found[#found + 1] = redis.call('HGETALL', base .. take()) end
return found
`,
);
