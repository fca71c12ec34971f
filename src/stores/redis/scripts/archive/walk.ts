/** Reading a store for a copy, a stretch at a time: records, or their digests alone. */
import { RULES, WALK } from '../rules.ts';
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

/** In the order of `archive/records.ts`, and as it is shown: what a large cut-off has ended may not be on record yet. */
const SESSION = `
local NAMES = { 'sa', 'ra', 'ls', 'ex', 'lt', 'rt', 'ea', 'i', 'id', 'u', 't', 'm', 'd', 'k', 'ec', 'eb', 'er' }
local NUMBERS = 7
local function recordOf(pair)
  local flat = shown(base .. 's:' .. pair)
  return #flat > 0 and flat
end
local function digestOf(pair)
  local _, session = shown(base .. 's:' .. pair)
  if not session.sa then return nil end
  for i, name in ipairs(NAMES) do spell(session[name], i <= NUMBERS) end
  return digest()
end
`;

/** Those with an end and those without stand in two indexes, each in the order of the other. */
const MERGED = `
local function stretchOf(index, limit)
  local from, to = rankAfter(index, afterScore, afterPair), redis.call('ZCARD', index)
  if upToScore ~= '' then to = rankAfter(index, upToScore, upToPair) end
  local last = math.min(to, from + limit)
  local entries = last > from and redis.call('ZRANGE', index, from, last - 1, 'WITHSCORES') or {}
  return { entries = entries, at = 1, isAll = last >= to }
end
local function comesFirst(one, other)
  local pair, score = one.entries[one.at], tonumber(one.entries[one.at + 1])
  local otherPair, otherScore = other.entries[other.at], tonumber(other.entries[other.at + 1])
  if not pair or not otherPair then return pair ~= nil end
  if score ~= otherScore then return score < otherScore end
  return isAfter(otherPair, pair)
end
`;

/**
 * Arguments: 'digest' or 'read'; the places (score and pair, or nothing) after which it begins and that it goes up to; the
 * limit, in entries of the index. Answer: '1' at the end; score and pair that it came to, or nothing; what was found. An
 * entry whose session has expired is passed over.
 */
export const SESSIONS = script(
  FROM_THE_MASTER,
  RULES,
  WALK,
  SPELLED,
  SESSION,
  `
local find = take() == 'digest' and digestOf or recordOf
local afterScore, afterPair, upToScore, upToPair, limit = take(), take(), take(), take(), tonumber(take())
${MERGED}
local open, ended = stretchOf(base .. 'o', limit), stretchOf(base .. 'eo', limit)
local score, pair, found = '', '', {}
for _ = 1, limit do
  local from = comesFirst(open, ended) and open or ended
  if not from.entries[from.at] then break end
  pair, score = from.entries[from.at], from.entries[from.at + 1]
  from.at = from.at + 2
  found[#found + 1] = find(pair) or nil
end
local isDone = open.isAll and ended.isAll and open.at > #open.entries and ended.at > #ended.entries
return { isDone and '1' or '0', score, pair, found }
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
