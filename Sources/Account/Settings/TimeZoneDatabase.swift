internal import Recipients
import SystemCalls

/// The system's time zone database: a folder of compiled zones, by their IANA names.
enum TimeZoneDatabase {
    /// Its usual place. As for the C library, `TZDIR` overrides it.
    private static let standardFolder = "/usr/share/zoneinfo"

    /// `America/Argentina/Buenos_Aires` has as many. In a folder that is something else, links may lead in circles.
    private static let mostParts = 3

    /// Files of the database that are not zones of IANA: which zone they stand for depends on the machine, or they
    /// stand for none.
    private static let others: Set<String> = ["localtime", "posixrules", "factory"]

    /// The rules of a zone that is about to be set.
    ///
    /// - Parameter name: The name, in any case.
    /// - Throws: As `rules(of:)`, which also knows names that an earlier version has accepted.
    static func rules(ofNew name: String) throws(Failure) -> ZoneRules {
        if others.contains(name.lowercased()) { throw TimeZoneProblem.unknown(name, nearest: nil).failure }
        return try rules(of: name)
    }

    /// The rules of a zone.
    ///
    /// - Parameter name: The name, in any case.
    /// - Throws: `invalid-value`, with the nearest name, if there is no such zone; `storage` if there is no database
    ///   or the zone's file cannot be read.
    static func rules(of name: String) throws(Failure) -> ZoneRules {
        let name = name.trimmed
        if name.lowercased() == "utc" { return .utc }
        if isWellFormed(name), let rules = try read(name, in: folder) { return rules }
        let names = self.names
        guard !names.isEmpty else { throw TimeZoneProblem.noDatabase(name, folder: folder).failure }
        if let spelt = names.first(where: { $0.lowercased() == name.lowercased() }),
            let rules = try read(spelt, in: folder)
        {
            return rules
        }
        throw TimeZoneProblem.unknown(name, nearest: nearest(to: name, among: names)).failure
    }

    /// The names of all zones, in order; empty if there is no database.
    static var names: [String] {
        var found: [String] = ["UTC"]
        var folders = [""]
        while let parent = folders.popLast() {
            for entry in entries(of: folder + "/" + parent) where isWellFormed(entry) {
                let name = parent.isEmpty ? entry : "\(parent)/\(entry)"
                // These folders contain the same zones again, with and without leap seconds.
                if ["posix", "right"].contains(name) || others.contains(name.lowercased()) { continue }
                if isFolder(folder + "/" + name) {
                    if name.split(separator: "/").count < mostParts { folders.append(name) }
                } else if (try? read(name, in: folder)) != nil {
                    found.append(name)
                }
            }
        }
        return found.count == 1 ? [] : Set(found).sorted()
    }

    private static var folder: String { Environment["TZDIR"] ?? standardFolder }

    /// Whether a name can be that of a zone; such a name never leads out of the folder.
    private static func isWellFormed(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= 100 && !["posix", "right"].contains(parts[0].lowercased())
            && parts.allSatisfy { part in
                part.first?.isLetter == true
                    && part.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "_+-".utf8.contains($0)
                    }
            }
    }

    /// The zone that was probably meant: for `Berlin` or `new york`, the one whose last part that is.
    private static func nearest(to name: String, among names: [String]) -> String? {
        let sought = name.lowercased().replacing(" ", with: "_")
        // The names of zones such as `Etc/GMT+2` have the opposite sign.
        if ["gmt", "utc"].contains(sought.prefix(3)), sought.contains(where: "+-".contains) { return nil }
        return names.first { $0.split(separator: "/").last?.lowercased() == sought } ?? names.nearest(to: sought)
    }

    // MARK: Files

    /// In bytes. The largest compiled zone has a few thousand.
    private static let largestFile = 1 << 18

    /// Reads a zone's file; nil if there is none, or if it is something else.
    ///
    /// - Throws: `storage` if the system refuses: that says nothing about whether there is such a zone.
    static func read(_ name: String, in folder: String) throws(Failure) -> ZoneRules? {
        do throws(SystemError) {
            let descriptor = SystemCalls.open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
            guard descriptor >= 0 else { throw .last }
            defer { _ = SystemCalls.close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            let bytes = try SystemCalls.readAll(descriptor, limit: largestFile + 1)
            return bytes.count <= largestFile ? ZoneRules(name: name, compiled: bytes) : nil
        } catch {
            if [ENOENT, ENOTDIR].contains(error.number) { return nil }
            throw TimeZoneProblem.unreadable(name, error).failure
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func entries(of path: String) -> [String] { (try? SystemCalls.names(inFolder: path)) ?? [] }
}

/// What can be wrong with a time zone.
enum TimeZoneProblem {
    /// The database has no zone with this name.
    case unknown(String, nearest: String?)
    /// This machine has no database.
    case noDatabase(String, folder: String)
    /// The system does not let its file be read.
    case unreadable(String, SystemError)

    var failure: Failure {
        switch self {
        case .unknown(let name, let nearest):
            Failure(
                .invalidValue, "there is no time zone \(name.quoted)",
                help: nearest?.asSuggestion ?? "IANA names are like Europe/Berlin, America/New_York or UTC",
                about: .timeZone)
        case .noDatabase(let name, let folder):
            Failure(
                .storage, "the time zone \(name.quoted) cannot be read: there is no time zone database in \(folder)",
                help: "install the package \"tzdata\"", about: .timeZone)
        case .unreadable(let name, let error):
            Failure(.storage, "the time zone \(name.quoted) cannot be read: \(error.message)", about: .timeZone)
        }
    }
}
