# shellcheck shell=bash disable=SC2154
# Files outside of the store are either complete or not there.
"$program" --store "$work/origin" -c "export group News to '$work/whole.csv'" >/dev/null
before=$(state "$work/origin")
outside=$injected
for call in write openat fsync link "$unlink" "$rename" "$mkdir"; do
    for fault in "${faults[@]}"; do
        for ((number = 1; number < 200; number += step)); do
            rm -rf "$work"/out "$work"/saved
            mkdir "$work/out"
            inject "$call" "$fault" "$number" --store "$work/origin" -c "export group News to '$work/out/x.csv'" || break
            if [[ -e $work/out/x.csv ]]; then
                cmp -s "$work/whole.csv" "$work/out/x.csv" || fail "export, $call $number, $fault: half a file"
            else
                ((status != 0)) || fail "export, $call $number, $fault: said so, but is not there"
            fi
            # A file that could not be unlinked is still there.
            ((status == 137)) || [[ $call == "$unlink" ]] || [[ -z $(find "$work/out" -name '*.part') ]] || fail "export, $call $number, $fault: leaves a part"
            cases=$((cases + 1))
        done
        for ((number = 1; number < 400; number += step)); do
            rm -rf "$work/saved"
            inject "$call" "$fault" "$number" salvage "$work/origin" "$work/saved" || break
            # Without its last file, it is not a store yet.
            if [[ -e $work/saved/account.json ]]; then
                "$program" --store "$work/saved" verify >/dev/null || fail "salvage, $call $number, $fault: damaged"
                ((status != 0)) || [[ $(state "$work/saved") == "$before" ]] || fail "salvage, $call $number, $fault: lost"
            else
                ((status != 0)) || fail "salvage, $call $number, $fault: no store"
            fi
            cases=$((cases + 1))
        done
    done
done
rm -rf "$work/out"; mkdir "$work/out"
inject link error=EPERM 1 --store "$work/origin" -c "export group News to '$work/out/x.csv'" || fail "export makes no link"
cmp -s "$work/whole.csv" "$work/out/x.csv" || fail "export fails where there are no links"
((injected > outside)) || fail "no fault was injected into export and salvage"
[[ $(state "$work/origin") == "$before" ]] || fail "export or salvage changes the store"
