internal import Storage

/// The statements that storages send. Each is a transaction by itself, so that a pooler may give it to any connection.
/// `$1` is the account, the first column of every table's key.
enum Statements {
    // MARK: Reading

    /// Everything that has changed since the change `$2`, in one answer. The first column says what a row is about: 0
    /// the account; 1 a file that has changed; 2 the end of such a file, if it is in the root and grows; 3 the name of
    /// any other file, if known files have been removed. `LookRow` reads it.
    static let look = """
        select 0::int8, current_user::text, a.change, a.removed, null::text, null::bytea,
               (select max(version) from cbs.versions)::int8
          from (select 1) as one left join cbs.accounts a on a.account = $1
        union all
        select 1, f.path, f.change, f.size, f.body, f.content, f.tail
          from cbs.files f where f.account = $1 and f.change > $2
        union all
        select 2, f.path, f.change, f.size, f.body, p.content, f.tail
          from cbs.files f join cbs.pieces p on p.account = f.account and p.body = f.body and p.start = f.tail
         where f.account = $1 and f.change > $2 and position('/' in f.path) = 0
        union all
        select 3, f.path, f.change, f.size, null, null, null
          from cbs.files f
         where f.account = $1 and f.change <= $2
           and (select removed from cbs.accounts where account = $1) > $2
        """

    /// The pieces of the body `$2` from the byte `$3` on, in order.
    static let readPieces = """
        select start, content, unpacked from cbs.pieces
         where account = $1 and body = $2 and start >= $3 order by start
        """

    /// The pieces of several bodies `$2`, in order.
    static let readBodies = """
        select body, start, content, unpacked from cbs.pieces
         where account = $1 and body = any($2::text[]) order by body, start
        """

    /// Which of the pieces exist, given the bodies `$2` and offsets `$3`.
    static let presentPieces = """
        select p.body, p.start from unnest($2::text[], $3::int8[]) as w(body, start)
          join cbs.pieces p on p.account = $1 and p.body = w.body and p.start = w.start
        """

    /// The offset and the size of each piece of the body `$2`.
    static let pieceSizes = """
        select start, coalesce(unpacked, octet_length(content)) from cbs.pieces
         where account = $1 and body = $2 order by start
        """

    /// The blocks of the body `$2`: the offset, the size and the entries of each piece, whether it is packed, and the
    /// first `$3` bytes that are stored of the body.
    static let readBlocks = """
        select start, coalesce(unpacked, octet_length(content)), blocks, unpacked,
               case when start = 0 then substring(content from 1 for $3::int8::int) end
          from cbs.pieces where account = $1 and body = $2 order by start
        """

    /// Parts of the body `$2`: of what is stored of the pieces with the offsets `$3`, from the bytes `$4` on, counted
    /// from 1, as many bytes as `$5` says. A row has the parts of one piece, one after the other.
    static let readRanges = """
        select w.start,
               (select string_agg(substring(p.content from part.first::int for part.bytes::int), ''::bytea)
                  from unnest(w.firsts, w.bytes) as part(first, bytes))
          from (select start, array_agg(first order by first) as firsts, array_agg(bytes order by first) as bytes
                  from unnest($3::int8[], $4::int8[], $5::int8[]) as given(start, first, bytes) group by start) as w
          join cbs.pieces p on p.account = $1 and p.body = $2 and p.start = w.start
         order by w.start
        """

    static let beginSnapshot = "begin isolation level repeatable read read only"
    static let endSnapshot = "commit"

    // MARK: Changing

    /// Writes pieces before anything refers to them; they are given from `$3` on. The account's row is locked
    /// meanwhile, so that nobody can take over between the check of the epoch `$2` and the end.
    static let writePieces = """
        with turn as (
          select epoch from cbs.accounts where account = $1 and ($2::int8 is null or epoch = $2) for share),
        written as (\(writtenPieces(from: 3, by: "turn")) returning 1)
        select count(*) from written
        """

    /// The one transaction that changes files. `$2` is the writer's epoch. Files are given as columns: `$3` paths, `$4`
    /// the numbers of their last changes (0: there must be no file; -1: any), `$5` sizes, `$6` contents or `$7` bodies,
    /// `$8` the offsets of their tails. Their pieces are given from `$9` on.
    ///
    /// All of it happens or nothing: the fence lets the rest proceed only if it is this writer's turn, if the last
    /// change of every file is the expected one, and if nobody has changed the account since this statement began to
    /// read.
    static let commit = """
        with given as materialized (
          select * from unnest($3::text[], $4::int8[], $5::int8[], $6::bytea[], $7::text[], $8::int8[])
              as g(path, expected, size, content, body, tail)),
        lost as materialized (
          select count(*) as files from given g left join cbs.files f on f.account = $1 and f.path = g.path
           where g.expected >= 0 and coalesce(f.change, 0) <> g.expected),
        fence as (
          update cbs.accounts a set change = a.change + 1
           where a.account = $1 and ($2::int8 is null or a.epoch = $2)
             and a.change = (select known.change from cbs.accounts known where known.account = $1)
             and (select files from lost) = 0
          returning a.change, a.epoch),
        written as (\(writtenPieces(from: 9, by: "fence"))),
        replaced as (
          delete from cbs.pieces p using fence, given g, cbs.files f
           where f.account = $1 and f.path = g.path and f.body is not null and f.body is distinct from g.body
             and p.account = $1 and p.body = f.body),
        put as (
          insert into cbs.files (account, path, change, size, content, body, tail)
          select $1, g.path, fence.change, g.size, g.content, g.body, g.tail from given g, fence
          on conflict (account, path) do update
            set change = excluded.change, size = excluded.size, content = excluded.content,
                body = excluded.body, tail = excluded.tail)
        \(outcome)
        """

    /// Writes pieces, which five parameters give as columns: the bodies, the offsets, the contents, the blocks, and the
    /// sizes before packing, null for what is not packed.
    ///
    /// - Parameters:
    ///   - first: The number of the first of these parameters.
    ///   - turn: The relation that has the epoch, and no row if it is not this writer's turn.
    private static func writtenPieces(from first: Int, by turn: String) -> String {
        """
        insert into cbs.pieces (account, body, start, epoch, content, blocks, unpacked)
          select $1, p.body, p.start, \(turn).epoch, p.content, p.blocks, p.unpacked
            from unnest($\(first)::text[], $\(first + 1)::int8[], $\(first + 2)::bytea[], $\(first + 3)::bytea[],
                        $\(first + 4)::int8[]) as p(body, start, content, blocks, unpacked), \(turn)
          on conflict (account, body, start) do update
            set content = excluded.content, epoch = excluded.epoch, blocks = excluded.blocks,
                unpacked = excluded.unpacked
        """
    }

    /// Removes the files `$3` with their pieces; `$2` is the writer's epoch.
    static let remove = """
        with gone as materialized (
          select path, body from cbs.files where account = $1 and path = any($3::text[])),
        lost as materialized (
          select (cardinality($3::text[]) - count(*))::int8 as files from gone),
        fence as (
          update cbs.accounts a set change = a.change + 1, removed = a.change + 1
           where a.account = $1 and ($2::int8 is null or a.epoch = $2)
             and a.change = (select known.change from cbs.accounts known where known.account = $1)
             and (select files from lost) = 0
          returning a.change),
        cut as (
          delete from cbs.pieces p using fence, gone where p.account = $1 and p.body = gone.body),
        dropped as (
          delete from cbs.files f using fence, gone where f.account = $1 and f.path = gone.path)
        \(outcome)
        """

    /// The outcome of a change: its number, or null; how many files were not as expected; whose turn it is.
    private static let outcome = """
        select (select change from fence), (select files from lost), a.epoch,
               a.process, a.holder, \(leaseEnd)
          from cbs.accounts a where a.account = $1
        """

    /// Removes the pieces of the body `$3`, if the writer with the epoch `$2` wrote them and no file refers to them.
    static let abandon = """
        delete from cbs.pieces where account = $1 and body = $3 and ($2::int8 is null or epoch = $2)
           and not exists (select 1 from cbs.files f where f.account = $1 and f.body = $3)
        """

    /// Removes the pieces that writers with epochs before `$2` left behind and that no file refers to.
    static let removeUnfinished = """
        delete from cbs.pieces p
         where p.account = $1 and p.epoch < $2
           and exists (select 1 from cbs.accounts a where a.account = $1 and a.epoch = $2)
           and not exists (select 1 from cbs.files f where f.account = $1 and f.body = p.body)
        """

    // MARK: The lock

    /// Takes the lock if it is free, has run out, or was taken by this very statement before. `$2` is the highest epoch
    /// known, `$3` the token of the turn, `$4` the process, `$5` its user, `$6` whether the lock is only for clearing.
    static let lock = """
        with taken as (
          update cbs.accounts
             set epoch = greatest(epoch, $2) + 1, token = $3, process = $4, holder = $5, clearing = $6 > 0,
                 lease = clock_timestamp() + interval '\(Lease.seconds) seconds'
           where account = $1 and (lease is null or lease < clock_timestamp() or token = $3)
          returning epoch)
        select (select epoch from taken), a.process, a.holder, \(leaseEnd), a.clearing::int::int8
          from cbs.accounts a where a.account = $1
        """

    /// Continues a turn on a new connection, with a higher epoch.
    static let renewTurn = """
        update cbs.accounts
           set epoch = epoch + 1, lease = clock_timestamp() + interval '\(Lease.seconds) seconds'
         where account = $1 and token = $2 returning epoch
        """

    static let renewLease = """
        update cbs.accounts set lease = clock_timestamp() + interval '\(Lease.seconds) seconds'
         where account = $1 and token = $2
        """

    static let unlock = """
        update cbs.accounts set token = null, process = null, holder = null, lease = null, clearing = false
         where account = $1 and token = $2
        """

    /// Who has the lock; no row if nobody does.
    static let holder = """
        select a.process, a.holder, \(leaseEnd) from cbs.accounts a
         where a.account = $1 and a.lease >= clock_timestamp()
        """

    static let epoch = "select epoch from cbs.accounts where account = $1"

    private static let leaseEnd = "(extract(epoch from a.lease) * 1000000)::int8"

    // MARK: Accounts

    static let version = "select max(version)::int8 from cbs.versions"

    /// Makes an account, unless there is one with this name, and gives its creator the right to write. The new row is
    /// not returned: nobody may see it before the right exists.
    static let makeAccount = """
        with made as (
          insert into cbs.accounts (account) values ($1) on conflict do nothing)
        insert into cbs.grants (account, role, writes)
        select $1, current_user, true where not exists (select 1 from cbs.grants where account = $1)
        on conflict do nothing
        """

    /// The accounts that this user may see, each with the number of files whose path is like `$1` and that do not
    /// contain `$2`. The pieces of such files are never packed, and the text may be in two of them.
    static let accounts = """
        select a.account, extract(epoch from date_trunc('second', a.created))::int8 * 1000000, count(f.path)
          from cbs.accounts a
          left join cbs.files f
            on f.account = a.account and f.path like $1
               and position(convert_to($2, 'UTF8') in coalesce(
                     f.content,
                     (select string_agg(p.content, ''::bytea order by p.start) from cbs.pieces p
                       where p.account = f.account and p.body = f.body),
                     ''::bytea)) = 0
         group by a.account, a.created order by a.account
        """
}

/// A row of the answer to `Statements.look`.
enum LookRow {
    /// The user's role, the version of the tables (nil if there are none), and the last change and removal of the
    /// account (nil if there is no such account).
    case account(user: String, version: Int?, (change: Int, removed: Int)?)
    case file(StoragePath, FileMirror.File)
    /// The last piece of a file that grows.
    case end(StoragePath, MappedBytes)
    case name(StoragePath)

    /// - Throws: `.damaged` if it is none of these.
    init(_ rows: PostgresRows, _ row: Int) throws(StorageError) {
        guard let kind = rows.integer(row, 0), let text = rows.text(row, 1) else { throw Self.unknown(at: nil) }
        let path = StoragePath(text)
        let (change, size) = (rows.integer(row, 2), rows.integer(row, 3))
        let bytes = rows.bytes(row, 5).map { MappedBytes(copying: $0) }
        switch (kind, change, size, bytes) {
        case (0, let change?, let removed?, _):
            self = .account(user: text, version: rows.integer(row, 6), (change, removed))
        case (0, nil, _, _): self = .account(user: text, version: rows.integer(row, 6), nil)
        case (1, let change?, let size?, _):
            let (body, tail) = (rows.text(row, 4), rows.integer(row, 6))
            self = .file(path, FileMirror.File(change: change, size: size, body: body, content: bytes, tail: tail))
        case (2, _, _, let bytes?): self = .end(path, bytes)
        case (3, _, _, _): self = .name(path)
        default: throw Self.unknown(at: kind == 0 ? nil : path)
        }
    }

    private static func unknown(at path: StoragePath?) -> StorageError {
        .damaged(path, .other("the server's answer\(path == nil ? "" : " about it") is not valid"))
    }
}
