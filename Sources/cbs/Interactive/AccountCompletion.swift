import Account
import CommandLanguage
import LineEditor
import Recipients
import Rendering

/// Completes statements from the account, the files and the variables of a session. What cannot be read is not offered.
struct AccountCompletion: CompletionContext {
    private let program: Program

    /// The most addresses and values that are offered.
    private static let limit = 100
    /// Addresses may contain these, but in a statement they make a text that stands for others: `p$i@example.com`,
    /// `*@example.com`.
    private static let signsOfPatterns: Set<Character> = ["$", "*", "?", "\\"]
    /// How many statements are searched for addresses.
    private static let statementsLookedAt = 500

    init(_ program: Program) {
        self.program = program
    }

    /// The candidates before the cursor of a line.
    ///
    /// - Parameters:
    ///   - open: The earlier lines of an incomplete statement.
    ///   - line: The whole line, including what follows the cursor.
    ///   - cursor: A place in the line.
    func answer(open: String, line: String, cursor: String.Index) -> CompletionAnswer {
        try? program.account.look()
        let before = Array((open + line[..<cursor]).utf8)
        let completion = Completion.of(before + Array(line[cursor...].utf8), at: before.count, self)
        let replaced = String(decoding: before[completion.range.lower...], as: UTF8.self)
        return CompletionAnswer(
            replaced: replaced.unicodeScalars.count,
            candidates: completion.candidates.map {
                .init(text: $0.text, shown: $0.shown, details: $0.details)
            })
    }

    func groupNames() -> [String] {
        (try? program.account.groups().map(\.name)) ?? []
    }

    func deletedGroupNames() -> [String] {
        (try? program.account.deletedGroups().map(\.name)) ?? []
    }

    func backups() -> [CompletedBackup] {
        let backups = (try? program.account.backups()) ?? []
        return backups.sorted { $0.id < $1.id }.map {
            CompletedBackup(
                id: $0.id, group: $0.group, reason: $0.reason.rawValue,
                created: ShortTime.text(ZonedInstant($0.created, in: program.account.zone), now: program.account.now))
        }
    }

    func fields(of origin: FieldOrigin) -> [String] {
        if case .file(let name) = origin {
            let path = ScriptPath.resolve(name, in: "", home: UserFolder.home)
            return (try? TableFile.columns(of: .file(path: path))) ?? []
        }
        return source(origin).flatMap { try? program.account.recipients(of: $0).fields } ?? []
    }

    func values(of field: String, in origin: FieldOrigin, beginningWith prefix: String) -> [String] {
        let found = source(origin).flatMap {
            try? program.account.values(ofField: field, in: $0, beginningWith: prefix, limit: Self.limit)
        }
        return found ?? []
    }

    private func source(_ origin: FieldOrigin) -> RecipientSource? {
        switch origin {
        case .group(let name): .group(name)
        case .backup(let id): .backup(.id(id))
        case .latestBackup(let name): .backup(.latest(ofGroup: name))
        case .file: nil
        }
    }

    func recentAddresses() -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        for statement in program.history.entries.suffix(Self.statementsLookedAt).reversed() {
            for word in statement.split(whereSeparator: { " \t\n\"'(),;=".contains($0) }).reversed() {
                guard word.contains("@"), !word.contains(where: Self.signsOfPatterns.contains),
                    let address = try? EmailAddress(String(word)), found.count < Self.limit
                else { continue }
                if seen.insert(address.text).inserted { found.append(address.text) }
            }
        }
        return found
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
