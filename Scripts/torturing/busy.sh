# shellcheck shell=bash disable=SC2154
# A busy writer, killed at random: everything that it reported is there.
rounds=300
((short)) && rounds=10
acknowledged=0
fresh
for ((round = 1; round <= rounds; round++)); do
    for ((n = 0; n < 40; n++)); do echo "create group 'r$round-$n'"; done >"$work/busy.cbs"
    "$program" --store "$work/store" --format json run "$work/busy.cbs" >"$work/said" 2>/dev/null &
    writer=$!
    sleep "0.0$((RANDOM % 90 + 10))"
    kill -9 "$writer" 2>/dev/null || true
    wait "$writer" 2>/dev/null || true
    "$program" --store "$work/store" verify >/dev/null || fail "damaged after random kill $round"
    "$program" --store "$work/store" --format csv -c groups >"$work/groups"
    while IFS= read -r name; do
        acknowledged=$((acknowledged + 1))
        grep -q "^$name," "$work/groups" || fail "the group $name was acknowledged and is lost"
    done < <(grep -o "\"group\":\"r[0-9]*-[0-9]*\",\"rehearsed\":false}" "$work/said" | cut -d'"' -f4)
    cases=$((cases + 1))
done

((acknowledged > 0)) || fail "the busy writer never said anything before it was killed"
