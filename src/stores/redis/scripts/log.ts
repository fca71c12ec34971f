/** Reading the log, and dropping its beginning. */
import { FROM_THE_MASTER, REVISION, script } from './script.ts';

/** Arguments: the cursor to go on after, the limit. Answer: last cursor, first entry, entries. */
export const READ_LOG = script(
  FROM_THE_MASTER,
  `
local after, limit = take(), take()
local log = base .. 'log'
local entries = {}
if tonumber(limit) > 0 then entries = redis.call('XRANGE', log, after .. '-1', '+', 'COUNT', limit) end
return { redis.call('HGET', meta, 'cursor') or '0', redis.call('XRANGE', log, '-', '+', 'COUNT', 1), entries }
`,
);

/** Arguments: the time before which entries go, the limit. Each entry begins with its time. Answer: how many went. */
export const TRIM_LOG = script(
  REVISION,
  `
local before, limit = tonumber(take()), take()
local log, count = base .. 'log', 0
for _, entry in ipairs(redis.call('XRANGE', log, '-', '+', 'COUNT', limit)) do
  if tonumber(entry[2][2]) >= before then break end
  redis.call('XDEL', log, entry[1])
  count = count + 1
end
if count > 0 then newRevision() end
return count
`,
);
