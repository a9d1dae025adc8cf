public import Storage
import SystemCalls

extension PostgresStorage {
    /// How long a writer waits for a reader that clears expired data, even if it would not wait for another writer.
    private static let clearingWait = Duration.seconds(60)

    public func lock(_ patience: Patience, above known: Int) throws(StorageError) -> Int {
        if let turn = session.turn { return turn.epoch }
        let token = BodyName.make()
        var seen = Attempt.none
        let hasIt: Bool
        do throws(StorageError) {
            hasIt = try patience.tries { () throws(StorageError) in
                seen = try take(token, above: known, clears: false)
                return seen.epoch != nil
            }
        } catch {
            guard case .server(.notPermitted) = error else { throw error }
            throw .server(.notPermitted("\(user ?? "this role") may read the account but not change it"))
        }
        let end = ContinuousClock.now + Self.clearingWait
        while !hasIt, seen.epoch == nil, seen.isClearing, ContinuousClock.now < end, !patience.isCancelled() {
            usleep(100_000)
            seen = try take(token, above: known, clears: false)
        }
        guard let epoch = seen.epoch else { throw .locked(holder: seen.holder) }
        begin(epoch, token)
        return epoch
    }

    public func lockForClearing(above known: Int) throws(StorageError) -> Int? {
        if let turn = session.turn { return turn.epoch }
        let token = BodyName.make()
        do throws(StorageError) {
            guard let epoch = try take(token, above: known, clears: true).epoch else { return nil }
            begin(epoch, token)
            return epoch
        } catch {
            // A user who may only read clears nothing.
            switch error {
            case .server(.notPermitted), .server(.readOnlyServer): return nil
            default: throw error
            }
        }
    }

    public func unlock() {
        lease?.end()
        lease = nil
    }

    public func checkUnlocked() throws(StorageError) {
        if session.turn != nil { return }
        let rows = try session.repeatable(Statements.holder) { [session] _ in [.text(session.account)] }
        if rows.count > 0 { throw .locked(holder: LockHolder(rows, 0, from: 0)) }
    }

    private func begin(_ epoch: Int, _ token: String) {
        session.turn = PostgresSession.Turn(epoch: epoch, token: token)
        lease = Lease(session, token: token)
    }

    /// The outcome of an attempt to take the lock.
    private struct Attempt {
        let epoch: Int?
        let holder: LockHolder?
        let isClearing: Bool

        static let none = Attempt(epoch: nil, holder: nil, isClearing: false)
    }

    private func take(_ token: String, above known: Int, clears: Bool) throws(StorageError) -> Attempt {
        let holder = LockHolder.current
        let rows = try session.repeatable(Statements.lock) { [session] _ in
            [
                .text(session.account), .integer(known), .text(token), .integer(Int(holder.process)),
                .text(holder.account), .integer(clears ? 1 : 0),
            ]
        }
        guard rows.count > 0 else { throw .server(.noAccount(session.account)) }
        return Attempt(
            epoch: rows.integer(0, 0), holder: LockHolder(rows, 0, from: 1), isClearing: rows.integer(0, 4) == 1)
    }
}

extension LockHolder {
    /// Reads the holder of a lock from three columns of a row; nil if nobody holds it.
    init?(_ rows: PostgresRows, _ row: Int, from column: Int32) {
        guard let process = rows.integer(row, column) else { return nil }
        self.init(
            process: Int32(truncatingIfNeeded: process), account: rows.text(row, column + 1),
            until: rows.integer(row, column + 2).map { Int64($0) })
    }
}
