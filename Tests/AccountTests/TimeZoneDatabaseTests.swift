import SystemCalls
import TestSupport
import Testing

@testable import Account

@Suite struct TimeZoneDatabaseTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("Europe")
        try folder.write("no zone\n", to: "Text")
        try folder.write("TZif" + String(repeating: "x", count: 1 << 19), to: "Large")
        try #require(mkfifo(folder.path + "/Pipe", 0o600) == 0)
        try #require(symlink("Loop", folder.path + "/Loop") == 0)
    }

    @Test(arguments: ["Missing", "Text/Missing", "Europe", "Text", "Large", "Pipe"])
    func whatIsNotAZoneIsNone(name: String) throws {
        #expect(try TimeZoneDatabase.read(name, in: folder.path) == nil)
    }

    /// Nothing is known about the zone then, certainly not that there is none.
    @Test func aFileThatCannotBeReadIsAnError() {
        let failure = expectFailure(.storage) { try TimeZoneDatabase.read("Loop", in: folder.path) }
        #expect(failure?.message == "the time zone \"Loop\" cannot be read: \(SystemError(ELOOP).message)")
        #expect(failure?.subject == .timeZone)
    }
}
