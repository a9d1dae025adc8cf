internal import Account
internal import CommandLanguage
internal import Recipients

/// The account as statements use it. A statement begins when it first needs the account, and its warnings are collected
/// at its end.
final class StatementScope {
    private let account: Account
    private let keepsLock: Bool
    private let isCancelled: () -> Bool
    private var hasBegun = false

    /// - Parameters:
    ///   - keepsLock: Whether the writer's lock is kept from one statement to the next.
    ///   - isCancelled: Whether the user has asked to stop; called often.
    init(_ account: Account, keepsLock: Bool, isCancelled: @escaping () -> Bool) {
        self.account = account
        self.keepsLock = keepsLock
        self.isCancelled = isCancelled
    }

    /// The account's time, as far as it is known; within a statement, the present.
    var time: AccountTime { account.time }

    /// The time zone in which times are read and written.
    var zone: ZoneRules { account.zone }

    /// The account; the first call begins the statement.
    func open() throws(Failure) -> Account {
        if !hasBegun {
            hasBegun = true
            try account.beginStatement()
        }
        return account
    }

    /// A scope on an overlay over the account as it is now.
    func rehearsal() throws(Failure) -> StatementScope {
        StatementScope(try account.rehearsal(), keepsLock: keepsLock, isCancelled: isCancelled)
    }

    /// Ends the statement, if one has begun.
    ///
    /// - Returns: Warnings and notes that the user should see besides the result.
    func endStatement() -> [Notice] {
        guard hasBegun else { return [] }
        hasBegun = false
        account.endStatement(keepsLock: keepsLock)
        return takeNotices()
    }

    /// Lets a change become durable while the next statement runs.
    func deferChanges(_ beforeChange: @escaping () throws(Failure) -> Void) { account.deferChanges(beforeChange) }

    /// Whether the last change is not durable yet.
    var isChangeUnfinished: Bool { account.isChangeUnfinished }

    /// Waits until the last change is durable.
    ///
    /// - Returns: A warning if it may not be, unless a statement has begun, which then has it.
    func finishChange() -> [Notice] {
        guard isChangeUnfinished else { return [] }
        account.finishChange()
        return hasBegun ? [] : takeNotices()
    }

    private func takeNotices() -> [Notice] {
        let (warnings, notes) = account.takeNotices()
        return warnings.map { .warning($0) } + notes.map(Notice.note)
    }

    /// - Throws: `cancelled` if the user has asked to stop.
    func checkCancellation() throws(Failure) {
        guard isCancelled() else { return }
        throw ScriptProblem.interrupted(withinStatement: hasBegun).failure
    }
}
