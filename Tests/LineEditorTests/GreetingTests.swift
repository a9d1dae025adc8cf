import LineEditor
import Testing

struct GreetingTests {
    private func lines(
        _ store: String,
        width: Int,
        isReadOnly: Bool = false,
        day: String? = nil,
        hasKeys: Bool = true
    ) -> [String] {
        Greeting(version: "cbs 0.1.0", store: store, isReadOnly: isReadOnly, simulatedDay: day, hasKeys: hasKeys)
            .lines(width: width, style: .plain)
    }

    @Test func whereOneIsAndThreeLines() {
        #expect(
            lines("/srv/shop", width: 80) == [
                "cbs 0.1.0 · /srv/shop", "  import FILE into new group NAME  reads a list",
                "  undo                             reverts the last change that left a backup",
                "  help                             explains; Tab completes, Ctrl-D leaves",
            ])
        #expect(
            lines("/srv/shop", width: 80, isReadOnly: true, day: "2026-03-01")[0]
                == "cbs 0.1.0 · /srv/shop (read-only, simulated 2026-03-01)")
    }

    @Test(arguments: [(60, true), (80, false)])
    func tabIsNamedWhereThereIsRoomAndAKey(width: Int, hasKeys: Bool) {
        #expect(
            lines("/srv/shop", width: width, hasKeys: hasKeys)[3]
                == "  help                             explains; Ctrl-D leaves")
    }

    @Test func aNarrowWindowHasShorterWords() {
        #expect(lines("/srv/shop", width: 60)[2] == "  undo                             takes back a change")
    }

    @Test func aLongFolderShowsItsEnd() {
        #expect(
            lines("/srv/accounts/of/many/customers/shop", width: 40)[0]
                == "cbs 0.1.0 · …unts/of/many/customers/shop")
        #expect(lines("/srv/shop", width: 40).allSatisfy { $0.count <= 40 })
    }

    @Test func aFolderCannotSteerTheTerminal() {
        #expect(lines("/srv/\u{1B}[2J\u{202E}x", width: 80)[0] == "cbs 0.1.0 · /srv/\\u{1B}[2J\\u{202E}x")
    }
}
