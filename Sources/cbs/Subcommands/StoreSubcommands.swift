import Account
import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients

/// `cbs init PLACE`.
struct Initialize: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Create a store.",
        discussion: """
            On a server, this creates the schema "cbs", or brings it up to date, and then the account that the address names, \
            if it names one.
            """)

    @ArgumentParser.Argument(
        help: ArgumentHelp(
            "An empty or missing folder, or an account on a server (postgresql://…?account=NAME).",
            valueName: "place"), completion: .directory)
    var place: String

    @Flag(
        name: .customLong("simulated-clock"),
        help: "Give the store a simulated clock, which stands still until it is moved.")
    var simulatesClock = false

    @OptionGroup var globals: GlobalOptions

    func validate() throws {
        if options.concernStore {
            throw ValidationError(
                "init creates the store that its argument names: no --store, --memory, --simulate or --read-only")
        }
        if place.isEmpty { throw ValidationError("init needs a place: a folder, or an account on a server") }
    }

    func run() throws {
        let console = Console(options)
        let address: StoreAddress
        let created: CreationResult
        do throws(Failure) {
            address = try StoreAddress(place)
            console.warnOfPassword(address.hasPassword)
            created = try Account.create(at: address, simulatesClock: simulatesClock)
        } catch {
            try console.end(with: Diagnostic(error))
        }
        let clock = simulatesClock ? "simulated" : "system"
        let record = Record([
            "command": .text("init"), "store": .text(address.words), "created": .bool(created.isStore),
            "schema": .optional(created.schema?.rawValue), "clock": created.isStore ? .text(clock) : .none,
            "rehearsed": .bool(false),
        ])
        console.show(CommandResult(record, .confirmation([Self.words(created, address.words.quoted)])))
        try console.finish(after: .store)
    }

    private static func words(_ created: CreationResult, _ place: String) -> String {
        if created.isStore { return "created a store in \(place)" }
        return switch created.schema {
        case .created: "created the schema \"cbs\" in \(place)"
        case .upgraded: "brought the schema \"cbs\" up to date in \(place)"
        case .unchanged, nil: "the schema \"cbs\" is up to date in \(place)"
        }
    }
}

/// `cbs accounts PLACE`.
struct ListAccounts: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "List the accounts on a server that you may see.")

    @ArgumentParser.Argument(
        help: ArgumentHelp("The address of the server: postgresql://HOST/DATABASE.", valueName: "place"))
    var place: String

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        let console = Console(options)
        let accounts: [AccountListing]
        do throws(Failure) {
            let address = try StoreAddress(place)
            console.warnOfPassword(address.hasPassword)
            accounts = try Account.list(at: address)
        } catch {
            try console.end(with: Diagnostic(error))
        }
        console.begin(columns: ["account", "created", "groups"], areChosen: false, at: .outsideAccounts)
        for account in accounts {
            console.append(row: [.text(account.name), .instant(account.created), .count(account.groups)])
        }
        console.end()
        console.flush()
        if let failure = console.failure { try console.end(with: Diagnostic(failure)) }
    }
}

/// `cbs verify`: the same as the statement.
struct Verify: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every file of the store.")

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        let console = Console(options)
        let program: Program
        do throws(Failure) {
            program = try Program(options, console, Interpreter.Settings(origin: .argument))
        } catch {
            try Self.end(with: error, options, console)
        }
        defer { program.close() }
        let script = CheckedScript(Source(name: nil, text: "verify"), folder: "", files: ScriptFolder()).script
        try program.run(script, wasWritten: false).end()
    }
}

extension Verify {
    /// Checks what there is of a store that cannot be opened because it is damaged, and ends the program.
    private static func end(with failure: Failure, _ options: ProgramOptions, _ console: Console) throws -> Never {
        guard failure.code == .damaged else { try console.end(with: Diagnostic(failure)) }
        let result: CommandResult
        do throws(Failure) {
            result = CommandResult(try Account.verify(StorePlace(options).location.place), isRehearsed: false)
        } catch {
            try console.end(with: Diagnostic(error))
        }
        console.show(result)
        let found = result.failure ?? failure
        try console.end(with: Diagnostic(Failure(found.code, found.message, help: failure.help)))
    }
}

/// `cbs salvage FROM TO`.
struct SalvageStore: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "salvage", abstract: "Save what is intact in a damaged store to a new one.")

    @ArgumentParser.Argument(
        help: ArgumentHelp(
            "The place of the damaged store, a folder or an account on a server; it is only read.", valueName: "from"),
        completion: .directory)
    var source: String

    @ArgumentParser.Argument(
        help: ArgumentHelp("An empty or missing folder.", valueName: "to"), completion: .directory)
    var target: String

    @OptionGroup var globals: GlobalOptions

    func validate() throws {
        if options.concernStore {
            throw ValidationError(
                "salvage works on the places that its arguments name: no --store, --memory, --simulate or --read-only")
        }
        if source.isEmpty { throw ValidationError("salvage needs the place of a damaged store") }
        if target.isEmpty { throw ValidationError("salvage needs a folder to write to") }
    }

    func run() throws {
        let console = Console(options)
        let result: SalvageResult
        do throws(Failure) {
            let source = try StoreAddress(source)
            console.warnOfPassword(source.hasPassword)
            result = try Account.salvage(from: source, to: target)
        } catch {
            try console.end(with: Diagnostic(error))
        }
        let lost = result.lost.map { [Value.text($0.part), .text($0.problem)] }
        let record = Record([
            "command": .text("salvage"), "store": .text(target), "groups": .count(result.groups),
            "backups": .count(result.backups), "recipients": .count(result.recipients),
            "lost": .rows(Rows(columns: ["part", "problem"], rows: lost)), "rehearsed": .bool(false),
        ])
        let saved =
            "saved to \(target.quoted): \(counted(result.groups, "group", "groups")) with "
            + "\(counted(result.recipients, "recipient", "recipients")), \(counted(result.backups, "backup", "backups"))"
        console.show(CommandResult(record, .confirmation([saved])))
        for part in result.lost {
            console.tell(.warning("lost: \(part.part): \(part.problem)", code: ErrorCode.damaged.rawValue))
        }
        try console.finish(after: .store)
        if !result.lost.isEmpty { throw ExitCode(.damaged) }
    }
}
