# shellcheck shell=bash disable=SC2154
# Closed descriptors: the output of the program must not end up in a file.
fresh
"$program" --store "$work/store" --simulate -c 'groups' >/dev/null
mark=overthere.example
printf 'email,city\nzoe@%s,Rome\nnobody at %s,Bonn\n' "$mark" "$mark" >"$work/marked.csv"
statements=("import '$work/marked.csv' into News" "recipients of News" "show group News" "export group News to '$work/closed.csv' --overwrite"
    "compare backup 2 with News" "help" "log" "verify" "purge" "create group C" "print \"$mark\"" "nonsense $mark" "timeline")
for statement in "${statements[@]}"; do
    for closed in '0<&-' '1>&-' '2>&-' '0<&- 1>&-' '0<&- 2>&-' '1>&- 2>&-' '0<&- 1>&- 2>&-'; do
        fresh
        eval "\"$program\" --store '$work/store' -c \"set backup on; \$statement\" >'$work/output' 2>&1 $closed" || true
        ! grep -rqs -e "backup on" -e "error" "$work/store" || fail "$statement, $closed: a message is in the store"
        [[ $statement == import* ]] || ! grep -rqsF "$mark" "$work/store" || fail "$statement, $closed: output is in the store"
        ! grep -qF "$mark" "$work/store/lock" "$work/store/account.json" || fail "$statement, $closed: output is in the lock"
        "$program" --store "$work/store" verify >/dev/null || fail "$statement, $closed: damaged"
        cases=$((cases + 1))
    done
done
