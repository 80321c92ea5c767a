-- One request a line: path, cookie, encodings accepted, body; sent in turn.
local requests, last = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, cookie, encodings, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = { ["Cookie"] = "network=" .. cookie, ["Sec-Fetch-Site"] = "same-origin" }
    if encodings ~= "" then headers["Accept-Encoding"] = encodings end
    if body ~= "" then
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      headers["HX-Request"] = "true"
      headers["HX-Request-Type"] = "partial"
    end
    requests[#requests + 1] = wrk.format(body == "" and "GET" or "POST", path, headers, body)
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end

function done(summary, latency)
  local wrong = summary.errors
  io.stderr:write(string.format(
    '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "errors": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
