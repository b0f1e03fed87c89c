"""The steps of the balance cache: each is one Lua script, and its clock is Redis's own.

One hash for each account, so that whatever Redis loses, it loses whole, and one for all:

    val until gen    the balance, when its lease ends, the generation it belongs to
    ver              the account version of the last balance that was put in
    bal free         what it says: the amount, and whether nothing of it is held (1)
    r:<reader>       until when PostgreSQL's leave to this reader is taken to hold
    token since tgen who is reading PostgreSQL to fill this, since when, in which generation
    f:<writer>       a fence: a write is under way, until this time at the longest
    gen born         (of the hash for all) the generation, and when this hash was made

KEYS[1] is always the hash for all. Times are microseconds.
"""

_COMMON = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local function text(number) return string.format('%.0f', number) end
local function load(key)
    local flat, hash = redis.call('HGETALL', key), {}
    for n = 1, #flat, 2 do hash[flat[n]] = flat[n + 1] end
    return hash
end
local function fenced(hash)
    for field, limit in pairs(hash) do
        if string.sub(field, 1, 2) == 'f:' and tonumber(limit) > now then return true end
    end
    return false
end
"""

# ARGV: reader, token, lease, quarantine, life of a key in milliseconds.
# Gives {'hit', val}; {'fill'} when the token was taken; {'ask'}: read PostgreSQL, fill nothing.
READ = (
    _COMMON
    + """
local all, hash, lease = load(KEYS[1]), load(KEYS[2]), tonumber(ARGV[3])
if not all.gen then
    -- New, or lost: writes may be under way whose fences are lost with it.
    all.gen, all.born = text(now), text(now)
    redis.call('HSET', KEYS[1], 'gen', all.gen, 'born', all.born)
end
if fenced(all) or fenced(hash) or now < all.born + ARGV[4] then return {'ask'} end
if hash.val and hash.gen == all.gen and now < tonumber(hash['until'])
    and now < tonumber(hash['r:' .. ARGV[1]] or 0)
then return {'hit', hash.val} end
if hash.token and now < hash.since + lease then return {'ask'} end
redis.call('HSET', KEYS[2], 'token', ARGV[2], 'since', text(now), 'tgen', all.gen)
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return {'fill'}
"""
)

# ARGV: reader, token, lease, version, val, amount, whether nothing of it is held. Gives 1 when
# the balance was put in. An empty val gives the token back: PostgreSQL showed this reader nothing.
# The lease runs from before PostgreSQL was read, not from now.
FILL = (
    _COMMON
    + """
local all, hash, lease = load(KEYS[1]), load(KEYS[2]), tonumber(ARGV[3])
if fenced(all) or fenced(hash) then return 0 end
if hash.token == ARGV[2] and ARGV[5] == '' then
    redis.call('HDEL', KEYS[2], 'token')
    return 0
end
if hash.token ~= ARGV[2] or hash.tgen ~= all.gen or now >= hash.since + lease then return 0 end
if hash.ver and tonumber(hash.ver) > tonumber(ARGV[4]) then return 0 end
for field, limit in pairs(hash) do
    if string.sub(field, 1, 2) == 'r:' and tonumber(limit) <= now then
        redis.call('HDEL', KEYS[2], field)
    end
end
local limit = text(hash.since + lease)
redis.call('HDEL', KEYS[2], 'token', 'since', 'tgen')
redis.call('HSET', KEYS[2], 'val', ARGV[5], 'ver', ARGV[4], 'gen', all.gen,
    'until', limit, 'bal', ARGV[6], 'free', ARGV[7], 'r:' .. ARGV[1], limit)
return 1
"""
)

# ARGV: writer, life of a fence, life of a key in milliseconds. Before the write, and again after
# one of which nobody knows whether it is committed yet.
# What is kept stays, and is told to nobody: it is what DONE compares with.
FENCE = (
    _COMMON
    + """
local limit = text(now + ARGV[2])
if #KEYS == 1 then redis.call('HSET', KEYS[1], 'f:' .. ARGV[1], limit) end
for n = 2, #KEYS do
    redis.call('HDEL', KEYS[n], 'token')
    redis.call('HSET', KEYS[n], 'f:' .. ARGV[1], limit)
    redis.call('PEXPIRE', KEYS[n], ARGV[3])
end
return 1
"""
)

# ARGV: writer, then for each account version and amount before the write, version and amount
# after it, and val; all empty where the write tells less. After the commit, before anybody is
# told of it. Gives how many balances were stored.
# The lease stays what it was: the rest of the row is as old as the question it came from.
DONE = (
    _COMMON
    + """
local stored = 0
if #KEYS == 1 then
    local all = load(KEYS[1])
    redis.call('HSET', KEYS[1], 'gen', text(math.max(now, (all.gen or 0) + 1)))
    redis.call('HDEL', KEYS[1], 'f:' .. ARGV[1])
    for field, limit in pairs(all) do
        if string.sub(field, 1, 2) == 'f:' and tonumber(limit) <= now then
            redis.call('HDEL', KEYS[1], field)
        end
    end
end
for n = 2, #KEYS do
    local at, key, own = 5 * n - 8, KEYS[n], 'f:' .. ARGV[1]
    local kept = redis.call('HMGET', key, 'val', 'ver', 'bal', 'free')
    if kept[1] and kept[2] == ARGV[at] and kept[3] == ARGV[at + 1] and kept[4] == '1' then
        redis.call('HSET', key, 'ver', ARGV[at + 2], 'bal', ARGV[at + 3], 'val', ARGV[at + 4])
        redis.call('HDEL', key, 'token', own)
        stored = stored + 1
    else
        redis.call('HDEL', key, 'val', 'until', 'token', own)
    end
end
return stored
"""
)
