# shellcheck shell=bash disable=SC2154
# A small disk that is written to until it is full.
mkdir "$work/disk"
if mount -t tmpfs -o size=512k tmpfs "$work/disk" 2>/dev/null; then
    mounted=$work/disk
    "$program" init "$work/disk/store" >/dev/null
    full=0
    for ((n = 1; n < 400; n++)); do
        if ! "$program" --store "$work/disk/store" -c "import '$work/a.csv' into new 'g$n'" >/dev/null 2>&1; then
            full=1
            break
        fi
    done
    ((full)) || fail "the disk was never full"
    "$program" --store "$work/disk/store" verify >/dev/null || fail "damaged by a full disk"
    "$program" --store "$work/disk/store" --format csv -c groups | grep -q "^g$((n - 1))," || fail "a group is lost on a full disk"
    cases=$((cases + n))
else
    echo "torture: no tmpfs may be mounted here: the full disk is left out" >&2
fi
