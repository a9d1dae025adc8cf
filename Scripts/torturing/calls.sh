# shellcheck shell=bash disable=SC2154
# Every call that changes a store, killed or failing, for each kind of change.
# Calls that do the same are counted together.
unlink=unlink,unlinkat
rename=rename,renameat,renameat2
mkdir=mkdir,mkdirat
calls=(write openat fsync fdatasync "$unlink" "$mkdir" ftruncate pwrite64 "$rename" flock)
faults=(signal=KILL error=EIO error=ENOSPC)
step=1
statements=("import '$work/a.csv' into News" "restore backup 2 --mode replace" "delete group News"
    "record click of cora@example.com in News" "erase recipient anna@example.com" "clock advance 25d"
    "set retention 9d" "import '$work/b.csv' into new Third" "remove recipient anna@example.com from News")
if ((short)); then
    step=3
    statements=("${statements[@]:0:4}")
fi
for statement in "${statements[@]}"; do
    look=--read-only
    [[ $statement != erase* ]] || look=
    fresh
    before=$(state "$work/store")
    "$program" --store "$work/store" -c "$statement" >/dev/null 2>&1
    after=$(state "$work/store")
    for call in "${calls[@]}"; do
        for fault in "${faults[@]}"; do
            for ((number = 1; number < 200; number += step)); do
                fresh
                inject "$call" "$fault" "$number" --store "$work/store" --format json -c "$statement" || break
                # If the program could not even read its arguments, it had nothing to acknowledge.
                grep -q '"command"' "$work/output" || status=1
                unsure=
                [[ $fault == signal* || $call == write || $statement == erase* ]] && unsure=1
                check "$statement, $call $number, $fault" "$status" $unsure
            done
        done
    done
done
((injected > 0)) || fail "no fault was injected"
