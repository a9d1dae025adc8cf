import Recipients
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// Names and surroundings that other programs trip over.
@Suite struct HostileNameTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/store"
        try Account.create(at: .folder(path), simulatesClock: true)
    }

    private func open() throws -> Account {
        let account = try Account.open(StoreLocation(.folder(path)))
        try account.beginStatement()
        return account
    }

    /// No name of a user's ever becomes the name of a file.
    @Test func namesOfGroupsAreNoPaths() throws {
        let names = ["../../x", "/etc/passwd", "CON", "NUL.txt", ".", "..", "-rf", "a\\b", "group.json"]
        let long = String(repeating: "ü", count: 127) + "x"
        let account = try open()
        for name in names + [long] { try account.importCSV("email\nanna@example.com\n", into: name, new: true) }
        #expect(try open().groups().map(\.name).sorted() == (names + [long]).sorted())
        #expect(try folder.tree().allSatisfy { $0.path == "store" || $0.path.hasPrefix("store/") })
        expectFailure(.invalidName) { try account.createGroup(long + "x") }
        expectFailure(.invalidName) { try account.createGroup("a\u{0}b") }
    }

    @Test func composedAndDecomposedNamesAreTheSameGroup() throws {
        let account = try open()
        _ = try account.createGroup("Caf\u{E9}")
        expectFailure(.duplicateGroup) { try account.createGroup("Cafe\u{301}") }
        #expect(try account.group("Cafe\u{301}").name == "Caf\u{E9}")
        // Letters of other alphabets that look the same are other letters.
        _ = try account.createGroup("C\u{430}f\u{E9}")
        #expect(try account.groups().count == 2)
    }
}
