-- The script of wrk. Its argument is a file with a request a line: method, path and body, separated by tabs. They are sent
-- one after another, again and again. The last line of output is a JSON object.
local requests = {}
local last = 0

function init(arguments)
    for line in io.lines(arguments[1]) do
        local method, path, body = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
        requests[#requests + 1] = wrk.format(method, path, nil, body ~= "" and body or nil)
    end
end

function request()
    last = last % #requests + 1
    return requests[last]
end

function done(summary, latency, _)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "bytes": %d, "micros": %d, "p50_micros": %d, "p99_micros": %d, "refused": %d, "broken": %d}\n',
        summary.requests, summary.bytes, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
