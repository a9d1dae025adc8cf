# A primary and a synchronous standby on sockets of this machine; the script promotes the standby. Sourced by test-failover.

enter() { :; }

stop() { as_user "$programs/pg_ctl" -D "$1" -m immediate stop >/dev/null 2>&1 || true; }
stop_all() { stop "$work/a"; stop "$work/b"; }

# start FOLDER PORT: starts a server; its socket is in the work folder.
start() {
    as_user "$programs/pg_ctl" -D "$1" -w -l "$1.log" \
        -o "-k $work -c listen_addresses= -c port=$2 -c max_wal_senders=5 -c hot_standby=on" start >/dev/null
}
sql() { psql -X -q -A -t -h "$work" -p "$1" -U postgres -d postgres -c "$2"; }

# A primary on port 5501, and a standby on 5502 that confirms every commit.
make_ready() {
    local socket=${work//\//%2F}
    probed="postgresql://postgres@$socket:5501,$socket:5502/postgres?target_session_attrs=read-write"
    place="$probed&account=round$round"
    stop_all
    rm -rf "$work"/{a,b}
    as_user "$programs/initdb" -D "$work/a" -U postgres -A trust --no-sync >/dev/null
    start "$work/a" 5501
    as_user "$programs/pg_basebackup" -h "$work" -p 5501 -U postgres -D "$work/b" -R -C -S standby \
        -d "application_name=standby" >/dev/null 2>&1
    start "$work/b" 5502
    sql 5501 "alter system set synchronous_standby_names = 'standby'" >/dev/null
    sql 5501 "select pg_reload_conf()" >/dev/null
    until [[ $(sql 5501 "select sync_state from pg_stat_replication") == sync ]]; do sleep 0.1; done
}

fail_over() {
    kill -KILL "$(head -n 1 "$work/a/postmaster.pid")"
    as_user "$programs/pg_ctl" -D "$work/b" -w promote >/dev/null
    # The new primary waits for no standby.
    sql 5502 "alter system reset synchronous_standby_names" >/dev/null
    sql 5502 "select pg_reload_conf()" >/dev/null
}
