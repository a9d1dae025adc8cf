public import Storage
import SystemCalls

/// What an installation did to the tables.
public enum SchemaChange: String, Sendable {
    /// There were none, and now there are.
    case created
    /// They were those of an older version.
    case upgraded
    case unchanged
}

/// The tables of the schema `cbs`, and the migrations that lead to them.
public enum Schema {
    /// The version that this program knows.
    static let version = 3

    /// - Throws: `.server` if there are no tables, or if they have another version.
    static func check(version found: Int?) throws(StorageError) {
        guard let found else { throw .server(.noSchema) }
        if found != version { throw .server(.schemaVersion(found, known: version)) }
    }

    /// Makes the tables, or migrates them to the current version. Safe if several programs do it at once: the slower
    /// one finds the version taken, and looks again.
    @discardableResult
    public static func install(at address: ServerAddress) throws(StorageError) -> SchemaChange {
        do throws(PostgresError) {
            let connection = try PostgresConnection(address)
            var left = attempts
            while true {
                if let change = try migrate(connection, isLast: left == 1) { return change }
                left -= 1
                usleep(pause)
            }
        } catch {
            if case .refused(newerState, let found) = error {
                throw .server(.schemaVersion(Int(found) ?? 0, known: version))
            }
            throw error.storageError
        }
    }

    /// Migrates the tables.
    ///
    /// - Parameter isLast: Whether a conflict with another program is an error.
    /// - Returns: What was done; nil after such a conflict: the version must be looked at again.
    private static func migrate(
        _ connection: PostgresConnection,
        isLast: Bool
    ) throws(PostgresError) -> SchemaChange? {
        do throws(PostgresError) {
            let found = try installedVersion(connection)
            if found > version { throw .refused(state: newerState, "\(found)") }
            if found == version { return .unchanged }
            try connection.executeScript("begin; \(migrations[found...].joined(separator: "\n")) commit")
            return found == 0 ? .created : .upgraded
        } catch {
            guard case .refused(let state, _) = error, conflicts.contains(state), !isLast else { throw error }
            _ = try? connection.execute("rollback")
            return nil
        }
    }

    /// Only a few programs install at the same time.
    private static let attempts = 10
    /// In microseconds. Another program needs a fraction of that to make the tables.
    private static let pause: UInt32 = 50_000
    /// Not a state of PostgreSQL.
    private static let newerState = "newer"
    /// The states of a server on which another program has just made the same.
    private static let conflicts: Set<String> = ["23505", "40001", "40P01", "42P06", "42P07", "XX000"]

    /// The version of the tables; 0 if there are none.
    private static func installedVersion(_ connection: PostgresConnection) throws(PostgresError) -> Int {
        do throws(PostgresError) {
            return try connection.execute(Statements.version).integer(0, 0) ?? 0
        } catch {
            if case .refused(let state, _) = error, ["3F000", "42P01"].contains(state) { return 0 }
            throw error
        }
    }

    /// Makes an account, unless there is one with this name. Its creator may write to it.
    public static func makeAccount(_ account: String, at address: ServerAddress) throws(StorageError) {
        let session = PostgresSession(address, account: account)
        _ = try session.repeatable(Statements.makeAccount) { _ in [.text(account)] }
    }

    /// An account as a server lists it.
    public struct Listing: Sendable {
        /// Its name.
        public let account: String
        /// When it was made, in microseconds since 1970.
        public let created: Int64
        /// How many files of the requested kind it has.
        public let files: Int
    }

    /// The accounts that this user may see, by name, with the number of files of one kind in each.
    ///
    /// - Parameters:
    ///   - address: The server.
    ///   - path: A pattern for the paths of such files, as in SQL's `like`: `groups/%/group.json`.
    ///   - text: A text that such a file does not contain.
    public static func accounts(
        at address: ServerAddress,
        counting path: String,
        without text: String
    ) throws(StorageError) -> [Listing] {
        let session = PostgresSession(address, account: "")
        try check(version: session.repeatable(Statements.version) { _ in [] }.integer(0, 0))
        let rows = try session.repeatable(Statements.accounts) { _ in [.text(path), .text(text)] }
        return (0..<rows.count).map { row in
            Listing(
                account: rows.text(row, 0) ?? "", created: Int64(rows.integer(row, 1) ?? 0),
                files: rows.integer(row, 2) ?? 0)
        }
    }

    /// Each element migrates the tables from the version that is its index to the next.
    private static let migrations = [
        """
        create schema if not exists cbs;
        create table if not exists cbs.versions (version int primary key, installed timestamptz not null default now());
        insert into cbs.versions (version) values (1);
        create table cbs.accounts (
          account text primary key, created timestamptz not null default now(),
          change int8 not null default 0, removed int8 not null default 0, epoch int8 not null default 0,
          token text, process int8, holder text, lease timestamptz, clearing boolean not null default false);
        create table cbs.files (
          account text not null, path text not null, change int8 not null, size int8 not null,
          content bytea, body text, tail int8, primary key (account, path));
        create index files_by_change on cbs.files (account, change);
        create table cbs.pieces (
          account text not null, body text not null, start int8 not null, epoch int8 not null,
          content bytea not null, primary key (account, body, start));
        create table cbs.grants (
          account text not null, role name not null, writes boolean not null default false, primary key (account, role));
        alter table cbs.pieces alter column content set storage external;
        \(rights)
        """,
        // The blocks of pieces. Pieces of version 1 have none, and are fetched as a whole.
        """
        insert into cbs.versions (version) values (2);
        alter table cbs.pieces add column blocks bytea;
        """,
        // The length of a piece whose blocks are packed. Those of earlier versions are stored as they are. The server
        // need not try to compress what hardly becomes shorter.
        """
        insert into cbs.versions (version) values (3);
        alter table cbs.pieces add column unpacked int8;
        alter table cbs.pieces alter column blocks set storage external;
        """,
    ]

    /// A role sees the accounts that it has a grant for, and changes those that it may write to. The owner of the
    /// tables makes grants.
    private static let rights: String = {
        let readable = "account in (select g.account from cbs.grants g where g.role = current_user)"
        let writable = "account in (select g.account from cbs.grants g where g.role = current_user and g.writes)"
        let tables = ["accounts", "files", "pieces"].map { table in
            """
            alter table cbs.\(table) enable row level security;
            alter table cbs.\(table) force row level security;
            create policy reading on cbs.\(table) for select using (\(readable));
            create policy adding on cbs.\(table) for insert with check (\(table == "accounts" ? owned : writable));
            create policy changing on cbs.\(table) for update using (\(readable)) with check (\(writable));
            create policy removing on cbs.\(table) for delete using (\(writable));
            grant select, insert, update, delete on cbs.\(table) to public;
            """
        }
        return tables.joined(separator: "\n") + """

            alter table cbs.grants enable row level security;
            create policy reading on cbs.grants for select using (role = current_user);
            grant select on cbs.grants, cbs.versions to public;
            grant usage on schema cbs to public;
            """
    }()

    /// Only the owner of the tables makes accounts.
    private static let owned = """
        pg_has_role(current_user, (select relowner from pg_catalog.pg_class where oid = 'cbs.accounts'::regclass), 'usage')
        """
}
