# shellcheck shell=bash disable=SC2154
# Writers that are stopped while another one takes over, and locks that are removed, replaced or linked.
rounds=20
((short)) && rounds=2
refused=0
for ((round = 1; round <= rounds; round++)); do
    for trick in 'rm -f lock' 'rm -f lock; touch lock' 'cp lock l; mv l lock' 'ln -f account.json lock' 'mv lock elsewhere' swap; do
        fresh
        rm -rf "$work/aside"
        for ((n = 0; n < 300; n++)); do echo "create group 's$n'"; done >"$work/slow.cbs"
        : >"$work/said"
        "$program" --store "$work/store" --format json run "$work/slow.cbs" >"$work/said" 2>"$work/errors" &
        writer=$!
        for ((n = 0; n < 200; n++)); do [[ -s $work/said ]] && break; sleep 0.01; done
        kill -STOP "$writer" 2>/dev/null || true
        if (($(wc -l <"$work/said") == 300)); then
            # It finished before it could be stopped.
            kill -CONT "$writer" 2>/dev/null || true
            wait "$writer"
            continue
        fi
        if [[ $trick == swap ]]; then
            mv "$work/store" "$work/aside"
            cp -a "$work/aside" "$work/store"
        else
            (cd "$work/store" && eval "$trick")
        fi
        status=0
        "$program" --store "$work/store" --wait 0 -c 'create group Second' >"$work/second" 2>&1 || status=$?
        kill -CONT "$writer"
        first=0
        wait "$writer" 2>/dev/null || first=$?
        place="a writer stopped, then $trick, round $round"
        "$program" --store "$work/store" verify >/dev/null || fail "$place: damaged"
        names=$("$program" --store "$work/store" --format csv -c 'groups' | tail -n +2 | cut -d, -f1)
        if [[ $trick == swap ]]; then
            # It was overtaken: it says so, and what the other one did is there.
            ((status == 0)) || fail "$place: the second writer: $(cat "$work/second")"
            grep -q Second <<<"$names" || fail "$place: an acknowledged change is lost"
            ((first == 5)) && refused=$((refused + 1))
            ((first == 5)) || [[ $(grep -c '"command"' "$work/said") == 300 ]] || fail "$place: status $first"
        else
            # It kept its lock: nobody else got in, and all that it did is there.
            ((status == 5)) || fail "$place: a second writer got in: $(cat "$work/second")"
            ((first == 0)) || fail "$place: the holder failed: $(cat "$work/errors")"
            [[ $(grep -c '^s[0-9]' <<<"$names") == 300 ]] || fail "$place: an acknowledged change is lost"
        fi
        cases=$((cases + 1))
    done
done
((refused > 0)) || fail "no writer was overtaken"
