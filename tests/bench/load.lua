-- One kind of request for wrk, chosen by BENCH_MODE; BENCH_TOKEN signs, BENCH_LINES is a file of event ids or,
-- for `paths`, of paths that are asked for in turn.  `login` sends BENCH_BODY, once a second on each connection.
-- What is chosen at random follows from BENCH_SEED.
local mode, token = os.getenv("BENCH_MODE"), os.getenv("BENCH_TOKEN")
local calendar = os.getenv("BENCH_CALENDAR")
local headers = {["Authorization"] = "Bearer " .. (token or ""), ["Content-Type"] = "application/json"}
local ids, turn = {}, 0

function init()
    math.randomseed(tonumber(os.getenv("BENCH_SEED") or 1))
    if mode == "get" or mode == "paths" then
        for line in io.lines(os.getenv("BENCH_LINES")) do
            ids[#ids + 1] = line
        end
    end
end

local function month()
    local m = math.random(1, 11)
    return string.format("/events?start=2026-%02d-01T00:00:00Z&end=2026-%02d-01T00:00:00Z", m, m + 1)
end

-- The first page of a June that nobody has asked for yet.
local function anew()
    return string.format("/events?start=2026-06-01T00:00:00.%06dZ&end=2026-07-01T00:00:00.%06dZ&limit=200&calendar_id=%s",
        math.random(0, 999999), math.random(0, 999999), calendar)
end

local function event()
    local day, hour = math.random(1, 28), math.random(0, 22)
    return string.format('{"calendar_id":"%s","title":"Bench","start_time":"2027-03-%02dT%02d:00:00Z",' ..
        '"end_time":"2027-03-%02dT%02d:30:00Z"}', calendar, day, hour, day, hour)
end

function request()
    if mode == "get" then
        return wrk.format("GET", "/events/" .. ids[math.random(#ids)], headers)
    elseif mode == "paths" then
        turn = turn % #ids + 1
        return wrk.format("GET", ids[turn], headers)
    elseif mode == "anew" then
        return wrk.format("GET", anew(), headers)
    elseif mode == "range" then
        return wrk.format("GET", month(), headers)
    elseif mode == "post" then
        return wrk.format("POST", "/events", headers, event())
    elseif mode == "login" then
        return wrk.format("POST", "/auth/login", headers, os.getenv("BENCH_BODY"))
    end
    return wrk.format("GET", "/healthz")
end

-- What a 503 asks for with Retry-After.
if mode == "login" then
    headers["Authorization"] = nil
    function delay()
        return 1000
    end
end

-- One line for the program that started wrk: requests, seconds, p50 and p99 in µs, failures.
function done(summary, latency)
    local e = summary.errors
    io.write(string.format("RESULT %d %.6f %d %d %d\n", summary.requests, summary.duration / 1e6,
        latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.timeout + e.status))
end
