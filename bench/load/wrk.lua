-- What wrk sends and counts, as load/order.ts has it: `wrk -t 1 -s wrk.lua URL -- SECONDS AGAIN [TEXT]`, the requests on stdin.
-- wrk itself would cut off what is under way when its time is up. Here no request begins after that time, and all that
-- began are waited for; a line of JSON then asks for SIGINT, after which wrk gives the latencies.
local ffi = require('ffi')
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *now);
]]
local MONOTONIC, CPU_TIME = 1, 2
local moment = ffi.new('moment')
local function ms_of(clock)
  ffi.C.clock_gettime(clock, moment)
  return tonumber(moment.seconds) * 1000 + tonumber(moment.nanoseconds) / 1000000
end

local requests, following = {}, 1
local seconds, is_again, must_say
local started_ms, deadline_ms, cpu_started_ms
local under_way, is_closing, is_told = 0, false, false
-- wrk looks at one request before it begins.
local is_looked_at = false
local statuses, unlike = {}, 0

function init(args)
  seconds, is_again, must_say = tonumber(args[1]), args[2] == 'again', args[3]
  for one in io.read('*a'):gmatch('%Z+') do requests[#requests + 1] = one end
end

local function tell()
  if is_told then return end
  is_told = true
  local counts = {}
  for status, count in pairs(statuses) do counts[#counts + 1] = string.format('"%d":%d', status, count) end
  io.write(string.format('{"answered":{"statuses":{%s},"unlike":%d,"elapsedMs":%.3f,"cpuMs":%.3f}}\n',
    table.concat(counts, ','), unlike, ms_of(MONOTONIC) - started_ms, ms_of(CPU_TIME) - cpu_started_ms))
  io.flush()
  -- Otherwise its thread looks only every 100 ms whether it is to stop.
  wrk.thread:stop()
end

function request()
  if not is_looked_at then
    is_looked_at = true
    return requests[1]
  end
  local sent_ms = ms_of(MONOTONIC)
  if started_ms == nil then
    started_ms = sent_ms
    cpu_started_ms = ms_of(CPU_TIME)
    deadline_ms = sent_ms + seconds * 1000
  end
  if is_again and requests[following] == nil then following = 1 end
  local one = requests[following]
  if one == nil or sent_ms > deadline_ms then
    is_closing = true
    if under_way == 0 then tell() end
    -- wrk writes nothing, and the connection rests.
    return ''
  end
  following = following + 1
  under_way = under_way + 1
  return one
end

function response(status, headers, body)
  under_way = under_way - 1
  statuses[status] = (statuses[status] or 0) + 1
  if must_say and not body:find(must_say, 1, true) then unlike = unlike + 1 end
  if is_closing and under_way == 0 then tell() end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"latencyMs":{"p50":%.3f,"p99":%.3f,"p999":%.3f},"lost":%d}\n',
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency:percentile(99.9) / 1000,
    errors.connect + errors.read + errors.write + errors.timeout))
end
