# The three machines of docs/how-to/team-failover.md, as network namespaces on one bridge. Patroni promotes. Sourced by test-failover.

# enter ARGUMENTS: restarts the script in its own network, which disappears when it ends.
enter() {
    local name
    ((EUID == 0)) || fail "--patroni takes root, for the network namespaces"
    for name in patroni etcd ip nsenter; do
        command -v "$name" >/dev/null || fail "there is no $name here: apt-get install patroni etcd-server iproute2"
    done
    if [[ -z ${CBS_FAILOVER_NETWORK-} ]]; then
        CBS_FAILOVER_NETWORK=1 exec unshare --net "$0" "$@"
    fi
    ip link set lo up
    ip link add bridge type bridge
    ip address add 10.88.0.254/24 dev bridge
    ip link set bridge up
}

names=(db1 db2 db3)
declare -A holders

address() { echo "10.88.0.${1#db}"; }

# from_page LANGUAGE NAME: prints the block of the page in this language, with the names and addresses of the machine.
from_page() {
    sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" docs/how-to/team-failover.md | sed '/^```/d' | fill_in "$2"
}

# fill_in NAME: replaces the names and addresses of the page with those of the machine.
fill_in() {
    sed -e "s/\bdb1\.example:\(8008\|5432\)/$(address "$1"):\1/; s/^name: db1/name: $1/" \
        -e "/^ETCD_NAME\|_ADVERTISE_/s/\bdb1\b/$1/; s|/var/lib/etcd/cbs|$work/$1/etcd|" \
        -e 's/\bdb\([123]\)\.example/10.88.0.\1/g' -e "s|/var/lib/postgresql/cbs|$work/$1/data|" \
        -e "s|/var/run/postgresql|$work/$1|" \
        -e "s|/usr/lib/postgresql/15/bin|$programs|" -e 's/local all all peer/local all all trust/'
}

# on NAME COMMAND …: replaces the shell with a command on a machine; for background jobs.
on() {
    local machine=$1
    shift
    exec nsenter --net="/proc/${holders[$machine]}/ns/net" \
        setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$work/$machine" "$@"
}

plug_in() {
    unshare --net sleep infinity &
    holders[$1]=$!
    disown
    until [[ $(readlink "/proc/${holders[$1]}/ns/net") != "$(readlink /proc/self/ns/net)" ]]; do sleep 0.05; done
    ip link add "to-$1" type veth peer name eth0 netns "${holders[$1]}"
    ip link set "to-$1" master bridge up
    nsenter --net="/proc/${holders[$1]}/ns/net" sh -c \
        "ip link set lo up; ip address add $(address "$1")/24 dev eth0; ip link set eth0 up"
}

start_etcd() {
    local settings
    mapfile -t settings < <(from_page sh "$1")
    on "$1" "${settings[@]}" etcd >>"$work/$1/etcd.log" 2>&1 &
    echo $! >"$work/$1/etcd.pid"
    # It is ended on purpose: the shell need not report it.
    disown
}

start_patroni() {
    on "$1" patroni "$work/$1/config.yml" >>"$work/$1/patroni.log" 2>&1 &
    echo $! >"$work/$1/patroni.pid"
    disown
}

make_machines() {
    local name
    for name in "${names[@]}"; do
        as_user mkdir "$work/$name"
        from_page yaml "$name" >"$work/$name/config.yml"
        plug_in "$name"
        start_etcd "$name"
    done
    for name in "${names[@]}"; do start_patroni "$name"; done
}

members() { timeout 10 patronictl -c "$work/db1/config.yml" list -f tsv 2>/dev/null; }
leader() { members | awk -F '\t' '$4 == "Leader" && $5 == "running" { print $2 }'; }
is_whole() {
    local found
    found=$(members)
    [[ $(grep -c $'\tLeader\trunning' <<<"$found") == 1 && $(grep -c $'\tSync Standby\t' <<<"$found") == 1 \
        && $(grep -cE 'Sync Standby|Replica' <<<"$found") == 2 ]]
}

# Waits until there are a leader, a synchronous standby and a third member.
make_ready() {
    [[ -d $work/db1 ]] || make_machines
    export PGPASSWORD=change-me
    probed="postgresql://postgres@10.88.0.1,10.88.0.2,10.88.0.3/postgres?target_session_attrs=read-write"
    place="$probed&account=round$round"
    for _ in $(seq 900); do
        if is_whole; then return; fi
        sleep 0.2
    done
    members >&2
    tail -n 20 "$work"/db?/patroni.log >&2
    fail "the machines do not come together"
}

# Every other time the whole machine goes down, and comes back when another one has taken over; otherwise only PostgreSQL dies.
fail_over() {
    local old
    old=$(leader)
    if ((round % 2 == 0)); then
        ip link set "to-$old" down
        kill -KILL "$(<"$work/$old/patroni.pid")" "$(<"$work/$old/etcd.pid")"
    fi
    kill -KILL "$(head -n 1 "$work/$old/data/postmaster.pid")"
    for _ in $(seq 600); do
        if [[ $(leader) != "$old" && -n $(leader) ]]; then break; fi
        sleep 0.2
    done
    if ((round % 2 == 0)); then
        ip link set "to-$old" up
        start_etcd "$old"
        start_patroni "$old"
    fi
}

stop_all() {
    local name
    for name in "${names[@]}"; do
        [[ -d $work/$name ]] || continue
        kill -KILL "$(<"$work/$name/patroni.pid")" "$(<"$work/$name/etcd.pid")" 2>/dev/null || true
        as_user "$programs/pg_ctl" -D "$work/$name/data" -m immediate stop >/dev/null 2>&1 || true
        kill "${holders[$name]}" 2>/dev/null || true
    done
}
