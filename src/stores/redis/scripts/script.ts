/** A script as the server knows it: by its digest. */
import { createHash } from 'node:crypto';

export interface Script {
  readonly source: string;
  readonly sha1: string;
}

/** Every script begins by asking whether this is the store that was opened: its first two arguments say which. */
const BEGINNING = `
local meta = KEYS[1]
local base = string.sub(meta, 1, -5)
local opened = redis.call('HMGET', meta, 'identity', 'schema')
if not opened[1] then return redis.error_reply('LOGOUTDEMPTY the store is gone') end
if opened[1] ~= ARGV[1] then return redis.error_reply('LOGOUTDOTHER another store is in its place') end
if opened[2] ~= ARGV[2] then return redis.error_reply('LOGOUTDSCHEMA a newer logoutd has changed the store') end
local taken = 2
local function take()
  taken = taken + 1
  return ARGV[taken]
end
local function takeList(count)
  local list = {}
  for i = 1, count do list[i] = take() end
  return list
end
local function maybe(value)
  if value == '' then return nil end
  return tonumber(value)
end
local function spelled(integer) return string.format('%.0f', integer) end
`;

/** How often the store was changed: what a change writes bears this number, and so no other change has it. */
export const REVISION = `
local function newRevision() return spelled(redis.call('HINCRBY', meta, 'commits', 1)) end
`;

/**
 * A server that was made a replica keeps its connections, and would answer from what it had. It refuses even a write
 * that changes nothing, like this one. That it cannot save, or lacks replicas, is no reason not to read.
 */
export const FROM_THE_MASTER = `
local tried = redis.pcall('PERSIST', meta)
if type(tried) == 'table' and tried.err then
  if not string.find(tried.err, 'MISCONF', 1, true) and not string.find(tried.err, 'NOREPLICAS', 1, true) then
    return tried
  end
end
`;

export function script(...parts: readonly string[]): Script {
  const source = [BEGINNING, ...parts].join('');
  return plainScript(source);
}

export function plainScript(source: string): Script {
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}
