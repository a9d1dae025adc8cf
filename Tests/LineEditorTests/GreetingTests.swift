import LineEditor
import Recipients
import Testing

struct GreetingTests {
    private func lines(_ store: String, width: Int, isReadOnly: Bool = false, now: Instant? = nil) -> [String] {
        Greeting(version: "cbs 0.1.0", store: store, isReadOnly: isReadOnly, simulatedNow: now)
            .lines(width: width, style: .plain)
    }

    @Test func twoLines() {
        #expect(
            lines("/srv/shop", width: 200) == [
                "cbs 0.1.0 · /srv/shop",
                "\"help\" lists the commands, \"help keys\" explains the keys; Tab completes, Ctrl-D leaves",
            ])
        #expect(
            lines("/srv/shop", width: 80, isReadOnly: true, now: Instant("2026-03-01")) == [
                "cbs 0.1.0 · /srv/shop (read-only, simulated 2026-03-01)",
                "\"help\" lists the commands; Tab completes, Ctrl-D leaves",
            ])
    }

    @Test func aLongFolderShowsItsEnd() {
        #expect(
            lines("/srv/accounts/of/many/customers/shop", width: 40) == [
                "cbs 0.1.0 · …unts/of/many/customers/shop", "\"help\" helps, Ctrl-D leaves",
            ])
    }

    @Test func aFolderCannotSteerTheTerminal() {
        #expect(lines("/srv/\u{1B}[2J\u{202E}x", width: 80)[0] == "cbs 0.1.0 · /srv/\\u{1B}[2J\\u{202E}x")
    }
}
