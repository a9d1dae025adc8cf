import Account
import CommandLanguage
import LineEditor
import Recipients

/// Completes statements from the account, the files and the variables of a session. What cannot be read is not offered.
struct AccountCompletion: CompletionContext {
    private let program: Program

    /// The most addresses that are offered.
    private static let limit = 100

    init(_ program: Program) {
        self.program = program
    }

    /// What may stand before the cursor of a line.
    ///
    /// - Parameters:
    ///   - open: The lines before it of a statement that is not complete.
    ///   - line: The whole line, with what stands behind the cursor.
    ///   - cursor: A place in the line.
    func answer(open: String, line: String, cursor: String.Index) -> CompletionAnswer {
        try? program.account.look()
        let before = Array((open + line[..<cursor]).utf8)
        let completion = Completion.of(before + Array(line[cursor...].utf8), at: before.count, self)
        let replaced = String(decoding: before[completion.range.lower...], as: UTF8.self)
        return CompletionAnswer(
            replaced: replaced.unicodeScalars.count,
            candidates: completion.candidates.map { .init(text: $0.text, shown: $0.shown) })
    }

    func groupNames() -> [String] {
        (try? program.account.groups().map(\.name)) ?? []
    }

    func backups() -> [CompletedBackup] {
        let backups = (try? program.account.backups()) ?? []
        return backups.sorted { $0.id > $1.id }.map {
            CompletedBackup(id: $0.id, group: $0.group, created: ZonedInstant($0.created, in: program.account.zone).day)
        }
    }

    func fields(of origin: FieldOrigin) -> [String] {
        let account = program.account
        switch origin {
        case .group(let name): return (try? account.group(name).fields) ?? []
        case .backup(let id): return (try? account.recipients(of: .backup(.id(id))).fields) ?? []
        case .file: return []
        case .latestBackup(let name): return (try? account.recipients(of: .backup(.latest(ofGroup: name))).fields) ?? []
        }
    }

    func addresses(beginningWith prefix: String, in group: String?) -> [String] {
        let account = program.account
        var found: Set<String> = []
        for name in group.map({ [$0] }) ?? groupNames() where found.count < Self.limit {
            let some = try? account.addresses(beginningWith: prefix, of: name, limit: Self.limit - found.count)
            found.formUnion(some ?? [])
        }
        return found.sorted()
    }

    func files(beginningWith prefix: String) -> [String] {
        FileNames.beginning(with: prefix, home: UserFolder.home)
    }

    func variables() -> KnownVariables { program.knownVariables }

    func timeZoneNames() -> [String] { Account.timeZoneNames }

    func members(of variable: String) -> [String] { program.memberNames(of: variable) }
}
