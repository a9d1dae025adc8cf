import Account
import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients
import Rendering

/// `cbs copy TO`.
struct CopyStore: ConfiguredCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy a store, or bring an earlier copy up to date.",
        discussion: """
            The store may be in use. Source and target may each be a folder or an account on a server. The copy is a store like any other: it can be opened, verified and \
            restored from. Once anything but cbs copy has changed it, it is refused as a target.
            """)

    @ArgumentParser.Argument(
        help: ArgumentHelp(
            "An empty or missing folder, an account on a server (which is created), or an earlier copy.",
            valueName: "to"),
        completion: .directory)
    var target: String

    @OptionGroup var globals: GlobalOptions

    func validate() throws {
        if options.memory || options.simulate {
            throw ValidationError("copy needs a permanent store, without --memory and --simulate")
        }
        if target.isEmpty { throw ValidationError("copy needs a place: a folder, or an account on a server") }
    }

    func run() throws {
        let console = Console(options)
        let result: CopyResult
        let warnings: [String]
        let name: String
        Interruption.begin()
        do throws(Failure) {
            let place = try StorePlace(options)
            let target = try StoreAddress(target)
            name = target.words
            console.warnOfPassword(place.showsPassword || target.hasPassword)
            let account = try Account.open(place.location)
            account.isCancelled = { Interruption.isRequested }
            if console.showsProgress { account.progress = { console.show(ProgressState($0)) } }
            try account.beginStatement()
            let before = account.takeWarnings()
            result = try account.copy(to: target)
            warnings = before + account.takeWarnings()
        } catch {
            try console.end(with: Diagnostic(error))
        }
        for warning in warnings { console.tell(.warning(MessageText(warning))) }
        let record = Record([
            "command": .text("copy"), "store": .text(name), "groups": .count(result.groups),
            "backups": .count(result.backups), "files": .count(result.files), "bytes": .count(result.bytes),
            "rehearsed": .bool(false),
        ])
        console.show(CommandResult(record, .confirmation([Self.words(name, result)])))
        try console.finish(after: .copy)
    }

    private static func words(_ target: String, _ result: CopyResult) -> String {
        let state = "\(counted(result.groups, "group", "groups")), \(counted(result.backups, "backup", "backups"))"
        if result.files == 0 { return "\(target.quoted) is up to date: \(state)" }
        return "copied to \(target.quoted): \(state); \(counted(result.files, "file", "files")) written"
    }
}
