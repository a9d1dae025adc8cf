# shellcheck shell=bash disable=SC2154
# A writer at work: readers beside it see a whole store.
looks=100
((short)) && looks=6
fresh
for ((n = 0; n < 40; n++)); do
    echo "import '$work/a.csv' into News --mode replace"
    echo "import '$work/b.csv' into new 'B$n'"
    echo "delete group 'B$n'"
    echo 'clock advance 11d'
done >"$work/sustained.cbs"
while [[ ! -e $work/enough ]]; do "$program" --store "$work/store" run "$work/sustained.cbs" || break; done >/dev/null 2>&1 &
writer=$!
for ((look = 1; look <= looks; look++)); do
    "$program" --store "$work/store" verify >"$work/output" 2>&1 || fail "verify beside a writer: $(cat "$work/output")"
    rm -rf "$work/saved"
    "$program" salvage "$work/store" "$work/saved" >"$work/output" 2>&1 || fail "salvage beside a writer: $(cat "$work/output")"
    "$program" --store "$work/saved" verify >/dev/null || fail "what was salvaged beside a writer is damaged"
    "$program" --store "$work/store" copy "$work/copy" >"$work/output" 2>&1 || fail "copy beside a writer: $(cat "$work/output")"
    "$program" --store "$work/copy" --read-only verify >/dev/null || fail "what was copied beside a writer is damaged"
    "$program" --store "$work/store" -c "export group News to '$work/beside.csv' --overwrite" >/dev/null || fail "export beside a writer"
    "$program" --store "$work/store" -c 'groups; backups; log; recipients of News' >/dev/null || fail "listing beside a writer"
    cases=$((cases + 5))
done
touch "$work/enough"
wait "$writer"
"$program" --store "$work/store" verify >/dev/null || fail "damaged by a writer that others looked at"
